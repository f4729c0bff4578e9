import { inject, onScopeDispose, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import { forgetAll, onSavedElsewhere, readSaved, save } from '../browser/saved-text.ts';

export const NOTIFICATION_LEVELS = ['all', 'none'] as const;
/** Whether new messages are notified of, and counted in the title: all of them, or none. */
export type NotificationLevel = (typeof NOTIFICATION_LEVELS)[number];

/** What a user has chosen in this browser. It is the browser's setting: another device has its own. */
export interface NotificationSettings {
  readonly doNotDisturb: boolean;
  /** Rooms whose level is `none`. */
  readonly silentRoomIds: readonly string[];
  /** Whoever does not want to be asked is not asked again. */
  readonly isOfferDeclined: boolean;
}

export interface NotificationSettingsStore {
  readonly settings: Readonly<ShallowRef<NotificationSettings>>;
  readonly levelIn: (roomId: string) => NotificationLevel;
  readonly setLevel: (roomId: string, level: NotificationLevel) => void;
  readonly change: (change: Partial<NotificationSettings>) => void;
  readonly discard: () => void;
}

const KEY: InjectionKey<NotificationSettingsStore> = Symbol('notification settings');

export function provideNotificationSettings(userId: string): NotificationSettingsStore {
  const key = `maru.notifications.${userId}`;
  const settings = shallowRef(parseSettings(readSaved('browser', key)));
  onScopeDispose(
    onSavedElsewhere((changed, text) => {
      if (changed === key) settings.value = parseSettings(text);
    }),
  );
  const change = (changed: Partial<NotificationSettings>) => {
    settings.value = { ...settings.value, ...changed };
    save('browser', key, JSON.stringify(settings.value));
  };
  const store: NotificationSettingsStore = {
    settings,
    levelIn: (roomId) => (settings.value.silentRoomIds.includes(roomId) ? 'none' : 'all'),
    setLevel(roomId, level) {
      const others = settings.value.silentRoomIds.filter((id) => id !== roomId);
      change({ silentRoomIds: level === 'none' ? [...others, roomId] : others });
    },
    change,
    discard: () => forgetAll(key),
  };
  provide(KEY, store);
  return store;
}

export function useNotificationSettings(): NotificationSettingsStore {
  const store = inject(KEY);
  if (!store) throw new Error('There are notification settings only for somebody who is signed in.');
  return store;
}

/** What is not there, or not as it should be, is as it was at first. */
export function parseSettings(text: string | null): NotificationSettings {
  const saved = parseObject(text);
  const { silentRoomIds } = saved;
  return {
    doNotDisturb: saved['doNotDisturb'] === true,
    silentRoomIds: Array.isArray(silentRoomIds) ? silentRoomIds.filter((id) => typeof id === 'string') : [],
    isOfferDeclined: saved['isOfferDeclined'] === true,
  };
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
