import { badInput } from './errors.ts';
import type { Message } from './message.ts';
import type { Revision } from './position.ts';

export const MAX_ROOM_NAME_CODE_POINTS = 80;

/** The running end of a room's log. Posting moves it; no decision is guarded by it. */
export interface RoomHead extends Revision {
  readonly number: number;
  readonly messageCount: number;
  readonly createdAt: number;
  readonly lastMessage: Message | null;
}

/** A place to talk. `revision` covers every field but `head`. */
export interface Room {
  readonly id: string;
  /** Null for a room that is called after its members. */
  readonly name: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly revision: Revision;
  readonly head: RoomHead;
}

export type Role = 'owner' | 'member';

/** A user in a room, or a user who was in it (`left`: the record stays, so that leaving twice is known). */
export interface Member {
  readonly roomId: string;
  readonly userId: string;
  readonly state: 'member' | 'left';
  readonly role: Role;
  /** Order in the member list: the seq of the joining event, then the place within it. */
  readonly joinedSeq: number;
  readonly joinedIndex: number;
  readonly joinedAt: number;
  /** The room's message count, and the number of the last timeline item, at joining: nothing before it counts as unread. */
  readonly joinedMessageCount: number;
  readonly joinedNumber: number;
  readonly revision: Revision;
}

/** The member list's own record: changed by every joining and leaving. */
export interface MemberList {
  readonly roomId: string;
  readonly count: number;
  readonly revision: Revision;
}

/** An entry of a user's rooms: a projection. Whoever uses one checks the member record. */
export interface UserRoom {
  readonly userId: string;
  readonly roomId: string;
  readonly state: 'member' | 'left';
  /** The joining or leaving that this entry shows. */
  readonly revision: Revision;
}

/** How far a user has read in a room: only forward. */
export interface ReadPosition extends Revision {
  readonly roomId: string;
  readonly userId: string;
  /** The timeline number and the room's message count there. */
  readonly number: number;
  readonly messageCount: number;
}

/** Number of the last timeline item that needs no reading any more. */
export function readNumber(member: Member, read: ReadPosition | undefined): number {
  return Math.max(member.joinedNumber, read?.number ?? 0);
}

/** Messages after what was read, and after joining. */
export function unreadCount(head: RoomHead, member: Member, read: ReadPosition | undefined): number {
  return Math.max(0, head.messageCount - Math.max(member.joinedMessageCount, read?.messageCount ?? 0));
}

/**
 * @returns the trimmed name; null for none, or for a blank one
 * @throws ChatError BAD_USER_INPUT where it is too long or not well-formed Unicode
 */
export function normalizeRoomName(name: string | null | undefined): string | null {
  const trimmed = name?.normalize('NFC').trim() ?? '';
  if ([...trimmed].length > MAX_ROOM_NAME_CODE_POINTS)
    throw badInput(`A room's name has at most ${MAX_ROOM_NAME_CODE_POINTS} characters.`);
  if (/[\p{Cc}\p{Cs}]/u.test(trimmed)) throw badInput('This name contains characters that cannot be used.');
  return trimmed === '' ? null : trimmed;
}
