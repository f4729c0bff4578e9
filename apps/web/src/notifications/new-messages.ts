import type { Message } from '../graphql/fragments.ts';
import type { Inbox } from '../rooms/inbox.ts';
import type { Room } from '../rooms/room-documents.ts';

export interface NewMessage {
  readonly room: Room;
  readonly message: Message & { readonly text: string };
}

/**
 * Unread messages of others that were not in the inbox before: the last one of each room. What was there when the inbox
 * got known is no news; what was missed while the connection was lost is.
 */
export function newMessages(before: Inbox, after: Inbox, viewerId: string): NewMessage[] {
  if (!before.isKnown) return [];
  const known = new Map(before.rooms.map(({ room }) => [room.id, room.lastMessage?.number ?? 0]));
  return after.rooms.flatMap(({ room }) => {
    const { lastMessage } = room;
    if (!lastMessage || lastMessage.author.id === viewerId || !isUnread(room, lastMessage)) return [];
    const { text, number } = lastMessage;
    const isNew = number > (known.get(room.id) ?? 0);
    return isNew && text !== null ? [{ room, message: { ...lastMessage, text } }] : [];
  });
}

const isUnread = ({ unreadCount, readNumber }: Room, { number }: Message) => unreadCount > 0 && number > readNumber;

/** Whether the message is still the last one of its room, and unread. */
export function isStillNew({ rooms }: Inbox, { room, message }: NewMessage): boolean {
  const now = rooms.find((each) => each.room.id === room.id)?.room;
  return now?.lastMessage?.id === message.id && isUnread(now, message);
}
