import { computed, onScopeDispose, watchEffect, type Ref } from 'vue';
import { t } from '../locale/locale.ts';
import type { InboxStore } from '../rooms/use-inbox.ts';
import type { NotificationSettingsStore } from './notification-settings.ts';

const ICON = '/icon.svg';
const ICON_WITH_DOT = '/icon-unread.svg';

/**
 * Says in the title and the icon of the tab that messages wait to be read, but for rooms that nothing is to be told of.
 * @returns how many they are
 */
export function useUnreadSign(inbox: InboxStore, { levelIn }: NotificationSettingsStore): Readonly<Ref<number>> {
  const count = computed(() =>
    inbox.inbox.value.rooms.reduce((sum, { room }) => sum + (levelIn(room.id) === 'all' ? inbox.unreadIn(room) : 0), 0),
  );
  watchEffect(() => {
    document.title = count.value > 0 ? `(${count.value}) ${t('app.name')}` : t('app.name');
    showIcon(count.value > 0 ? ICON_WITH_DOT : ICON);
  });
  onScopeDispose(() => {
    document.title = t('app.name');
    showIcon(ICON);
  });
  return count;
}

function showIcon(href: string): void {
  document.querySelector('link[rel=icon]')?.setAttribute('href', href);
}
