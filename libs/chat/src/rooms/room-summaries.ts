import {
  mayRead,
  readNumber,
  unreadCount,
  type Member,
  type ReadPosition,
  type Room,
  type RoomHead,
  type Session,
} from '@maru/domain';
import type { Core } from '../core.ts';
import { accessRoom } from './room-access.ts';

/** One of a viewer's rooms, with what is the viewer's own about it. */
export interface RoomSummary {
  readonly room: Room;
  readonly unreadCount: number;
  /** Number of the last timeline item that needs no reading any more. */
  readonly readNumber: number;
}

export interface RoomSummaryPage {
  readonly summaries: readonly RoomSummary[];
  readonly hasMore: boolean;
}

/** After which room a page goes on. */
export interface RoomPlace {
  readonly activityAt: number;
  readonly roomId: string;
}

export const activityAt = (head: RoomHead): number => head.lastMessage?.createdAt ?? head.createdAt;

export const summarize = (room: Room, member: Member, read: ReadPosition | undefined): RoomSummary => ({
  room,
  unreadCount: unreadCount(room.head, member, read),
  readNumber: readNumber(member, read),
});

/** Those of the given rooms that the user is in now, in no promised order. */
export async function summarizeRooms(
  { ports }: Core,
  userId: string,
  roomIds: readonly string[],
): Promise<RoomSummary[]> {
  const [rooms, members, reads] = await Promise.all([
    ports.roomStore.rooms(roomIds),
    ports.roomStore.memberOf(userId, roomIds),
    ports.roomStore.readPositions(userId, roomIds),
  ]);
  const memberIn = new Map(members.map((member) => [member.roomId, member]));
  const readIn = new Map(reads.map((read) => [read.roomId, read]));
  return rooms.flatMap((room) => {
    const member = memberIn.get(room.id);
    return member && mayRead(room, member) ? [summarize(room, member, readIn.get(room.id))] : [];
  });
}

/** @throws ChatError ROOM_NOT_FOUND */
export async function roomSummary(core: Core, viewer: Session, roomId: string): Promise<RoomSummary> {
  const { room, member } = await accessRoom(core, viewer.userId, roomId, mayRead);
  const [read] = await core.ports.roomStore.readPositions(viewer.userId, [roomId]);
  return summarize(room, member, read);
}

/** The viewer's rooms, newest activity first. */
export async function listRooms(
  core: Core,
  viewer: Session,
  limit: number,
  after?: RoomPlace,
): Promise<RoomSummaryPage> {
  const entries = await core.ports.roomStore.userRooms(viewer.userId);
  const all = await summarizeRooms(
    core,
    viewer.userId,
    entries.map((entry) => entry.roomId),
  );
  const rest = all.sort(byActivity).filter(({ room }) => !after || isBehind(room, after));
  return { summaries: rest.slice(0, limit), hasMore: rest.length > limit };
}

function byActivity(a: RoomSummary, b: RoomSummary): number {
  return activityAt(b.room.head) - activityAt(a.room.head) || (a.room.id < b.room.id ? -1 : 1);
}

function isBehind(room: Room, place: RoomPlace): boolean {
  const at = activityAt(room.head);
  return at < place.activityAt || (at === place.activityAt && room.id > place.roomId);
}
