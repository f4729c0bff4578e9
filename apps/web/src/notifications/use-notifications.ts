import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { isAttended } from '../browser/attention.ts';
import type { User } from '../graphql/fragments.ts';
import { t } from '../locale/locale.ts';
import { roomTitle } from '../rooms/room-title.ts';
import type { InboxStore } from '../rooms/use-inbox.ts';
import { closeNotification, onNotificationClick, showNotification } from './browser-notification.ts';
import { isStillNew, newMessages, type NewMessage } from './new-messages.ts';
import type { NotificationSettingsStore } from './notification-settings.ts';
import { permission } from './permission.ts';

/** Whoever reads a message by then, in whichever tab or on another device, needs no notification of it. */
const SETTLED_AFTER_MS = 1_000;

export interface NotificationsOwner {
  readonly viewer: User;
  readonly inbox: InboxStore;
  readonly settings: NotificationSettingsStore;
  /** Whether this tab notifies, for all tabs of the user. */
  readonly leads: Readonly<Ref<boolean>>;
}

/**
 * Notifies of new messages in rooms that are not being read.
 * @returns whether a message came that nobody saw come: the moment to ask whether notifications are wanted
 */
export function useNotifications({ viewer, inbox, settings, leads }: NotificationsOwner): Readonly<Ref<boolean>> {
  const router = useRouter();
  const isMissed = ref(false);
  onScopeDispose(onNotificationClick((path) => void router.push(path)));

  const mayNotify = ({ room }: NewMessage) =>
    leads.value &&
    permission.value === 'granted' &&
    !settings.settings.value.doNotDisturb &&
    settings.levelIn(room.id) === 'all' &&
    inbox.attendedRoomId.value !== room.id;

  function notify(news: NewMessage): void {
    if (!mayNotify(news) || !isStillNew(inbox.inbox.value, news)) return;
    const { room, message } = news;
    const place = { name: 'message', params: { roomId: room.id, messageId: message.id } };
    const body =
      room.memberCount > 2 || room.name !== null ? t('notifications.body', authorAndText(news)) : message.text;
    const shown = { title: roomTitle(room), body, tag: room.id, path: router.resolve(place).fullPath };
    void showNotification(shown, () => void router.push(place));
  }

  const timers = new Set<ReturnType<typeof setTimeout>>();
  onScopeDispose(() => timers.forEach(clearTimeout));
  watch(inbox.inbox, (after, before) => {
    const news = newMessages(before, after, viewer.id);
    if (news.length > 0 && !isAttended.value) isMissed.value = true;
    for (const each of news) later(timers, () => notify(each));
  });
  closeWhatIsRead(inbox);
  return readonly(isMissed);
}

const authorAndText = ({ message: { author, text } }: NewMessage) => ({ author: author.handle, text });

function later(timers: Set<ReturnType<typeof setTimeout>>, action: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer);
    action();
  }, SETTLED_AFTER_MS);
  timers.add(timer);
}

function closeWhatIsRead({ inbox, unreadIn }: InboxStore): void {
  const unreadRooms = () => new Set(inbox.value.rooms.flatMap(({ room }) => (unreadIn(room) > 0 ? [room.id] : [])));
  watch(unreadRooms, (after, before) => {
    for (const roomId of before) if (!after.has(roomId)) void closeNotification(roomId);
  });
}
