import {
  badInput,
  checkClientId,
  ChatError,
  DedupeMismatch,
  normalizeHandle,
  normalizeRoomName,
  type RoomChange,
  type Session,
} from '@maru/domain';
import type { Core } from '../core.ts';
import { keyedHash, sha256 } from '../hash.ts';
import type { AppendCommand } from '../ports/room-log.ts';
import { announceUserRooms } from './announce-user-rooms.ts';
import { findUsers } from './find-users.ts';

export interface NewRoom {
  readonly name?: string | null | undefined;
  /** Handles of the members besides the creator, who may be among them. */
  readonly members: readonly string[];
  /** The client's own id of the request: with it, a repetition makes no second room. */
  readonly clientRequestId?: string;
}

/**
 * Makes a room with the creator as its first member and owner. @returns the room's id, which cannot be guessed
 * @throws ChatError BAD_USER_INPUT (an unknown member, too many, a bad name), DEDUPE_MISMATCH (the request id was used for another room)
 */
export async function createRoom(core: Core, viewer: Session, room: NewRoom): Promise<string> {
  const { maxInitialMembers, newId } = core.settings;
  if (room.members.length > maxInitialMembers)
    throw badInput(`A room starts with at most ${maxInitialMembers} members. Invite the others later.`);
  const name = normalizeRoomName(room.name);
  const identity = room.clientRequestId === undefined ? { roomId: newId() } : await identify(core, viewer, room, name);
  const others = (await findUsers(core, room.members)).filter((userId) => userId !== viewer.userId);
  await append(core, {
    ...identity,
    actorId: viewer.userId,
    guards: [{ record: 'room', revision: null }],
    changes: [created(name, viewer.userId, others)],
  });
  return identity.roomId;
}

const created = (name: string | null, creator: string, others: readonly string[]): RoomChange => ({
  kind: 'room_created',
  name,
  members: [{ userId: creator, role: 'owner' }, ...others.map((userId) => ({ userId, role: 'member' as const }))],
});

/** The same user and request id name the same room, for ever; handles stand for the members, since those may pass to others in between. */
async function identify({ ports }: Core, viewer: Session, room: NewRoom, name: string | null) {
  const clientRequestId = room.clientRequestId ?? '';
  checkClientId(clientRequestId);
  const handles = [...new Set(room.members.map(normalizeHandle))].sort();
  return {
    roomId: (await keyedHash(ports.secret, ['room', viewer.userId, clientRequestId])).slice(0, 32),
    dedupe: { key: 'create', fingerprint: await sha256(JSON.stringify([name, handles])) },
  };
}

async function append(core: Core, command: AppendCommand): Promise<void> {
  try {
    const { events } = await core.ports.roomLog.append(command);
    await announceUserRooms(core, events);
  } catch (error) {
    if (!(error instanceof DedupeMismatch)) throw error;
    throw new ChatError('DEDUPE_MISMATCH', 'This clientRequestId was used for another room.');
  }
}
