import type { EpochSpan, Member, MemberList, ReadPosition, Room, UserRoom } from '@maru/domain';

/** A place in a room's member list. */
export interface MemberPlace {
  readonly joinedSeq: number;
  readonly joinedIndex: number;
}

/**
 * The records of rooms, as the log's appends left them, and what users keep about rooms.
 *
 * - Reads of rooms, members and member lists are **strongly consistent**: they show every append that was acknowledged on any node.
 * - A user's rooms are a **projection** (`putUserRooms`): written by the appender at once and by the consumer group `memberships`
 *   for certain; the newer revision wins. Check the member record before using an entry.
 * - Read positions only move forward, whatever order they come in.
 */
export interface RoomStore {
  room(roomId: string): Promise<Room | undefined>;
  /** In the order of `roomIds`, without those that do not exist. */
  rooms(roomIds: readonly string[]): Promise<readonly Room[]>;
  /** The room's epochs, ascending; empty for an unknown room. */
  epochs(roomId: string): Promise<readonly EpochSpan[]>;
  /** Also of those who left (`state`). */
  member(roomId: string, userId: string): Promise<Member | undefined>;
  /** This user's member records in these rooms, without those that do not exist. */
  memberOf(userId: string, roomIds: readonly string[]): Promise<readonly Member[]>;
  memberList(roomId: string): Promise<MemberList | undefined>;
  /** Present members in the order in which they joined, after a place. */
  members(roomId: string, page: { readonly after?: MemberPlace; readonly limit: number }): Promise<readonly Member[]>;

  putUserRooms(entries: readonly UserRoom[]): Promise<void>;
  /** The rooms that the user is in, by this projection; in no promised order. */
  userRooms(userId: string): Promise<readonly UserRoom[]>;

  readPositions(userId: string, roomIds: readonly string[]): Promise<readonly ReadPosition[]>;
  /** Moves a read position forward; returns where it is now, which is further where it already was. */
  advanceRead(read: ReadPosition): Promise<ReadPosition>;
}
