import type { MemberPlace, RoomStore } from '@maru/chat';
import type { EpochSpan, Member, MemberList, ReadPosition, Room, UserRoom } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import type { LogReader } from './log-reader.ts';
import {
  memberOf,
  revisionOf,
  roomOf,
  type HeadRow,
  type MemberRow,
  type RevisionRow,
  type RoomRow,
} from './room-rows.ts';
import type { UserRoomRecords } from './user-room-records.ts';

type WholeRoomRow = RoomRow & HeadRow;

/** Reads of the records, as the log's appends left them. */
export class EmbeddedRoomStore implements RoomStore {
  readonly #log: LogReader;
  readonly #own: UserRoomRecords;
  readonly #rooms: Query<WholeRoomRow>;
  readonly #member: Query<MemberRow>;
  readonly #memberOf: Query<MemberRow>;
  readonly #memberList: Query<{ count: number } & RevisionRow>;
  readonly #members: Query<MemberRow>;

  constructor(connection: SqlConnection, log: LogReader, own: UserRoomRecords) {
    this.#log = log;
    this.#own = own;
    this.#rooms = connection.query(
      `SELECT rooms.*, rooms.created_at AS room_created_at, heads.*
       FROM json_each(?) AS wanted JOIN rooms ON rooms.id = wanted.value JOIN heads ON heads.room_id = rooms.id
       ORDER BY wanted.key`,
    );
    this.#member = connection.query('SELECT * FROM members WHERE room_id = ? AND user_id = ?');
    this.#memberOf = connection.query(
      `SELECT members.* FROM json_each(?) AS wanted JOIN members ON members.room_id = wanted.value AND user_id = ?
       ORDER BY wanted.key`,
    );
    this.#memberList = connection.query('SELECT * FROM member_lists WHERE room_id = ?');
    this.#members = connection.query(
      `SELECT * FROM members WHERE room_id = ? AND state = 'member' AND (joined_seq, joined_index) > (?, ?)
       ORDER BY joined_seq, joined_index LIMIT ?`,
    );
  }

  async room(roomId: string): Promise<Room | undefined> {
    return (await this.rooms([roomId]))[0];
  }

  async rooms(roomIds: readonly string[]): Promise<readonly Room[]> {
    return this.#rooms.all(JSON.stringify(roomIds)).map(roomOf);
  }

  async epochs(roomId: string): Promise<readonly EpochSpan[]> {
    return this.#log.spans(roomId);
  }

  async member(roomId: string, userId: string): Promise<Member | undefined> {
    const row = this.#member.get(roomId, userId);
    return row && memberOf(row);
  }

  async memberOf(userId: string, roomIds: readonly string[]): Promise<readonly Member[]> {
    return this.#memberOf.all(JSON.stringify(roomIds), userId).map(memberOf);
  }

  async memberList(roomId: string): Promise<MemberList | undefined> {
    const row = this.#memberList.get(roomId);
    return row && { roomId, count: row.count, revision: revisionOf(row) };
  }

  async members(
    roomId: string,
    { after, limit }: { readonly after?: MemberPlace; readonly limit: number },
  ): Promise<readonly Member[]> {
    return this.#members.all(roomId, after?.joinedSeq ?? 0, after?.joinedIndex ?? -1, limit).map(memberOf);
  }

  putUserRooms(entries: readonly UserRoom[]): Promise<void> {
    return this.#own.putUserRooms(entries);
  }

  async userRooms(userId: string): Promise<readonly UserRoom[]> {
    return this.#own.userRooms(userId);
  }

  async readPositions(userId: string, roomIds: readonly string[]): Promise<readonly ReadPosition[]> {
    return this.#own.readPositions(userId, roomIds);
  }

  advanceRead(read: ReadPosition): Promise<ReadPosition> {
    return this.#own.advanceRead(read);
  }
}
