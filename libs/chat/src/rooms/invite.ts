import { badInput, mayInvite, mayJoin, normalizeHandle, type Session } from '@maru/domain';
import type { Core } from '../core.ts';
import { announceUserRooms } from './announce-user-rooms.ts';
import { decideAgain } from './decide-again.ts';
import { findUsers } from './find-users.ts';
import { accessRoom, guardsOf } from './room-access.ts';

/**
 * Adds the holder of a handle to a room of the viewer's. Somebody who is in already is only told of the room again.
 * @throws ChatError ROOM_NOT_FOUND (first of all), BAD_USER_INPUT
 */
export async function invite(core: Core, viewer: Session, roomId: string, handle: string): Promise<void> {
  const { ports } = core;
  await decideAgain(async () => {
    const access = await accessRoom(core, viewer.userId, roomId, rule(viewer, handle));
    const [userId] = await findUsers(core, [handle]);
    if (userId === undefined) throw badInput('Say who is invited.');
    const present = await ports.roomStore.member(roomId, userId);
    if (present?.state === 'member') {
      await ports.feed.publish(`user:${userId}`, { kind: 'room_reminder', roomId });
      return;
    }
    const { events } = await ports.roomLog.append({
      roomId,
      actorId: viewer.userId,
      changes: [{ kind: 'member_joined', userId, role: 'member' }],
      guards: [...guardsOf(access), { record: { member: userId }, revision: present?.revision ?? null }],
    });
    await announceUserRooms(core, events);
  });
}

/** Asking for oneself is joining, for others inviting. A text that is no handle is refused later, after the room was found. */
function rule(viewer: Session, handle: string) {
  try {
    return normalizeHandle(handle) === viewer.handle ? mayJoin : mayInvite;
  } catch {
    return mayInvite;
  }
}
