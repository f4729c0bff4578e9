import type { User } from '../graphql/fragments.ts';
import type { InboxUpdate, Room } from './room-documents.ts';

/** The viewer's rooms and who is online, as far as the server has told. */
export interface Inbox {
  /** False until the first snapshot: only then is "no rooms" known. */
  readonly isKnown: boolean;
  /** Newest activity first. */
  readonly rooms: readonly InboxRoom[];
  /** By handle. */
  readonly online: readonly User[];
}
export type InboxRoom = InboxUpdate['rooms'][number];

export const EMPTY_INBOX: Inbox = { isKnown: false, rooms: [], online: [] };

/** The inbox after an update. A snapshot replaces everything that it tells. */
export function updateInbox(inbox: Inbox, update: InboxUpdate): Inbox {
  const gone = new Set(update.removedRoomIds);
  const changed = new Set(update.rooms.map(({ room }) => room.id));
  const kept = update.isSnapshot ? [] : inbox.rooms.filter(({ room }) => !gone.has(room.id) && !changed.has(room.id));
  return {
    isKnown: inbox.isKnown || update.isSnapshot,
    rooms: [...kept, ...update.rooms].sort(byActivity),
    online: update.online ?? inbox.online,
  };
}

/** The inbox once this room is in it as given: what a mutation answered, ahead of the next update. */
export function withRoom(inbox: Inbox, room: Room): Inbox {
  const typing = inbox.rooms.find((entry) => entry.room.id === room.id)?.typing ?? [];
  const others = inbox.rooms.filter((entry) => entry.room.id !== room.id);
  return { ...inbox, rooms: [...others, { room, typing }].sort(byActivity) };
}

export function withoutRoom(inbox: Inbox, roomId: string): Inbox {
  return { ...inbox, rooms: inbox.rooms.filter(({ room }) => room.id !== roomId) };
}

/** The inbox once the viewer has read this far: no read position goes back. */
export function withRead(
  inbox: Inbox,
  read: { readonly roomId: string; readonly readNumber: number; readonly unreadCount: number },
): Inbox {
  const rooms = inbox.rooms.map((entry) =>
    entry.room.id === read.roomId && entry.room.readNumber <= read.readNumber
      ? { ...entry, room: { ...entry.room, readNumber: read.readNumber, unreadCount: read.unreadCount } }
      : entry,
  );
  return { ...inbox, rooms };
}

/** Instants are ISO 8601 in UTC: their order is that of their texts. Ties are broken by id, so that no two rooms trade places. */
function byActivity({ room: a }: InboxRoom, { room: b }: InboxRoom): number {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt < b.lastActivityAt ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
