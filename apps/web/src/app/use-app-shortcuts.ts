import { useRoute, useRouter } from 'vue-router';
import { leavePage } from '../browser/leave-page.ts';
import type { Dialogs } from '../dialogs/dialogs.ts';
import { moveToRegion } from '../keyboard/regions.ts';
import type { OnShortcut } from '../keyboard/use-shortcuts.ts';
import { neighbour } from '../rooms/neighbours.ts';
import type { InboxStore } from '../rooms/use-inbox.ts';
import { openSearch } from '../search/open-search.ts';

/** What the keyboard does wherever one is. */
export function useAppShortcuts(onShortcut: OnShortcut, { inbox, unreadIn }: InboxStore, dialogs: Dialogs): void {
  const route = useRoute();
  const router = useRouter();

  function step(by: 1 | -1, onlyUnread: boolean): boolean {
    const rooms = inbox.value.rooms.map(({ room }) => ({ id: room.id, unread: unreadIn(room) }));
    const current = route.params['roomId'] === undefined ? undefined : String(route.params['roomId']);
    const roomId = neighbour(rooms, current, by, (room) => !onlyUnread || room.unread > 0);
    if (roomId !== undefined) void router.push({ name: 'room', params: { roomId } });
    return true;
  }

  onShortcut('previous-room', () => step(-1, false));
  onShortcut('next-room', () => step(1, false));
  onShortcut('previous-unread', () => step(-1, true));
  onShortcut('next-unread', () => step(1, true));
  onShortcut('search', () => {
    void openSearch(router);
    return true;
  });
  onShortcut('close', () => {
    if (route.name !== 'search') return false;
    void leavePage(router, { name: 'start' });
    return true;
  });
  onShortcut('next-region', () => moveToRegion(1));
  onShortcut('previous-region', () => moveToRegion(-1));
  onShortcut('show-shortcuts', () => {
    dialogs.open({ kind: 'shortcuts' });
    return true;
  });
}
