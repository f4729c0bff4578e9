import { computed, inject, onScopeDispose, provide, readonly, ref, shallowRef, type InjectionKey, type Ref } from 'vue';
import type { CurrentSession } from '../session/current.ts';
import { EMPTY_INBOX, updateInbox, withoutRoom, withRead, withRoom, type Inbox } from './inbox.ts';
import { InboxSubscription, type Room } from './room-documents.ts';

export interface InboxStore {
  readonly inbox: Readonly<Ref<Inbox>>;
  /** How many snapshots there were: with each of them nothing that was missed is missing any more. */
  readonly snapshots: Readonly<Ref<number>>;
  readonly onlineIds: Readonly<Ref<ReadonlySet<string>>>;
  /** The room that is being read right now, up to its end: nothing in it counts as unread. */
  readonly attendedRoomId: Ref<string | undefined>;
  readonly unreadIn: (room: Room) => number;
  /** The number of a room's last message, as far as it is known; 0 where none is. */
  readonly lastNumberIn: (roomId: string) => number;
  readonly roomChanged: (room: Room) => void;
  readonly roomLeft: (roomId: string) => void;
  readonly readTo: (read: Parameters<typeof withRead>[1]) => void;
}

const KEY: InjectionKey<InboxStore> = Symbol('inbox');

/**
 * Follows the viewer's inbox for as long as the component lives.
 * @param sessionEnded told when the server refuses to go on
 */
export function provideInbox({ api }: CurrentSession, sessionEnded: () => void): InboxStore {
  const inbox = shallowRef(EMPTY_INBOX);
  const snapshots = ref(0);
  const attendedRoomId = ref<string>();
  const unreadIn = (room: Room) => (attendedRoomId.value === room.id ? 0 : room.unreadCount);

  const stop = api.follow(InboxSubscription, () => ({}), {
    next: (data) => {
      inbox.value = updateInbox(inbox.value, data.inbox);
      if (data.inbox.isSnapshot) snapshots.value++;
    },
    ended: sessionEnded,
  });
  onScopeDispose(stop);

  const store: InboxStore = {
    inbox: readonly(inbox) as Readonly<Ref<Inbox>>,
    snapshots: readonly(snapshots),
    onlineIds: computed(() => new Set(inbox.value.online.map(({ id }) => id))),
    attendedRoomId,
    unreadIn,
    lastNumberIn: (roomId) => inbox.value.rooms.find(({ room }) => room.id === roomId)?.room.lastMessage?.number ?? 0,
    roomChanged: (room) => (inbox.value = withRoom(inbox.value, room)),
    roomLeft: (roomId) => (inbox.value = withoutRoom(inbox.value, roomId)),
    readTo: (read) => (inbox.value = withRead(inbox.value, read)),
  };
  provide(KEY, store);
  return store;
}

export function useInbox(): InboxStore {
  const store = inject(KEY);
  if (!store) throw new Error('There is an inbox only for somebody who is signed in.');
  return store;
}
