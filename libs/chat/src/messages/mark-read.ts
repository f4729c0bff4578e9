import { ChatError, mayRead, type Session } from '@maru/domain';
import type { Core } from '../core.ts';
import { accessRoom } from '../rooms/room-access.ts';
import { summarize, type RoomSummary } from '../rooms/room-summaries.ts';
import { readItem } from './timeline.ts';

/**
 * Moves the viewer's read position in a room to an item, forward only, and tells the viewer's other sessions. @returns the room with its new counts
 * @throws ChatError ROOM_NOT_FOUND, MESSAGE_NOT_FOUND (no such item in this room)
 */
export async function markRead(core: Core, viewer: Session, roomId: string, itemId: string): Promise<RoomSummary> {
  const { room, member } = await accessRoom(core, viewer.userId, roomId, mayRead);
  const item = await readItem(core, room, itemId);
  if (!item) throw new ChatError('MESSAGE_NOT_FOUND', 'There is no such message in this room.');
  const { epoch, seq, number, messageCount } = item;
  const asked = { roomId, userId: viewer.userId, epoch, seq, number, messageCount };
  const read = await core.ports.roomStore.advanceRead(asked);
  if (read.seq === asked.seq) await core.ports.feed.publish(`user:${viewer.userId}`, { kind: 'read', read });
  return summarize(room, member, read);
}
