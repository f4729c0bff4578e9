import type { Member, Room } from './room.ts';

/** The rules of rooms: pure, over records. The guards of an append make a decision hold. */

const isMember = (member: Member | undefined): member is Member => member?.state === 'member';
const isOpen = (room: Room | undefined): room is Room => room?.endedAt === null;

/** Reading, searching, following and marking as read: members of a room that goes on. */
export const mayRead = (room: Room | undefined, member: Member | undefined): boolean =>
  isOpen(room) && isMember(member);
export const mayPost = mayRead;
export const mayInvite = mayRead;
/** Rooms are joined by invitation: asking for oneself is answered for those only who are in already. */
export const mayJoin = (room: Room | undefined, member: Member | undefined): boolean => mayRead(room, member);
/** Whoever is or was a member: leaving twice is no mistake. */
export const mayLeave = (room: Room | undefined, member: Member | undefined): boolean =>
  room !== undefined && member !== undefined;
