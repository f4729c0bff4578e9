import { ChatError, mayLeave, type RoomChange } from '@maru/domain';
import type { Core } from '../core.ts';
import { announceUserRooms } from './announce-user-rooms.ts';
import { decideAgain } from './decide-again.ts';
import { accessRoom, guardsOf } from './room-access.ts';

/**
 * Ends a user's membership; the last one to leave ends the room. Leaving again is no mistake.
 * @throws ChatError ROOM_NOT_FOUND where the user never was in the room
 */
export async function leaveRoom(core: Core, userId: string, roomId: string): Promise<void> {
  await decideAgain(async () => {
    const access = await accessRoom(core, userId, roomId, mayLeave);
    if (access.room.endedAt !== null || access.member.state === 'left') return;
    const list = await core.ports.roomStore.memberList(roomId);
    const left: RoomChange = { kind: 'member_left', userId };
    const { events } = await core.ports.roomLog.append({
      roomId,
      actorId: userId,
      changes: list?.count === 1 ? [left, { kind: 'room_ended' }] : [left],
      guards: [...guardsOf(access), { record: 'members', revision: list?.revision ?? null }],
    });
    await announceUserRooms(core, events);
  });
}

/** Ends every membership of a user who is nobody any more. */
export async function leaveAllRooms(core: Core, userId: string): Promise<void> {
  for (const { roomId } of await core.ports.roomStore.userRooms(userId)) {
    try {
      await leaveRoom(core, userId, roomId);
    } catch (error) {
      // An entry of the projection may be older than the member record.
      if (!(error instanceof ChatError && error.code === 'ROOM_NOT_FOUND')) throw error;
    }
  }
}
