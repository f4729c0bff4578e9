import { isRoomId, roomNotFound, type Member, type Room } from '@maru/domain';
import type { Core } from '../core.ts';
import type { Guard } from '../ports/room-log.ts';

type Rule = (room: Room | undefined, member: Member | undefined) => boolean;

/** A room and the caller's own record in it, as they were when a rule allowed something. */
export interface Access {
  readonly room: Room;
  readonly member: Member;
}

/**
 * Reads a room and a user's place in it, and applies a rule to them.
 * @throws ChatError ROOM_NOT_FOUND: the same for a room that is not there and for one that is not theirs
 */
export async function accessRoom({ ports }: Core, userId: string, roomId: string, rule: Rule): Promise<Access> {
  if (!isRoomId(roomId)) throw roomNotFound();
  const [room, member] = await Promise.all([ports.roomStore.room(roomId), ports.roomStore.member(roomId, userId)]);
  if (!room || !member || !rule(room, member)) throw roomNotFound();
  return { room, member };
}

/** What makes a decision that was based on this access hold. */
export const guardsOf = ({ room, member }: Access): Guard[] => [
  { record: 'room', revision: room.revision },
  { record: { member: member.userId }, revision: member.revision },
];
