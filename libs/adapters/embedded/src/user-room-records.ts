import type { ReadPosition, UserRoom } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { revisionOf, type RevisionRow } from './room-rows.ts';

interface UserRoomRow extends RevisionRow {
  readonly user_id: string;
  readonly room_id: string;
  readonly state: UserRoom['state'];
}

interface ReadPositionRow {
  readonly user_id: string;
  readonly room_id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly number: number;
  readonly message_count: number;
}

/** What users keep about rooms: their entries, and how far they have read. */
export class UserRoomRecords {
  readonly #commit: GroupCommit;
  readonly #putEntry: Query<never>;
  readonly #entries: Query<UserRoomRow>;
  readonly #advance: Query<never>;
  readonly #positions: Query<ReadPositionRow>;

  constructor(connection: SqlConnection, commit: GroupCommit) {
    this.#commit = commit;
    this.#putEntry = connection.query(
      `INSERT INTO user_rooms VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET state = excluded.state,
         revision_epoch = excluded.revision_epoch, revision_seq = excluded.revision_seq
       WHERE (excluded.revision_epoch, excluded.revision_seq) > (revision_epoch, revision_seq)`,
    );
    this.#entries = connection.query(`SELECT * FROM user_rooms WHERE user_id = ? AND state = 'member'`);
    this.#advance = connection.query(
      `INSERT INTO read_positions VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq,
         number = excluded.number, message_count = excluded.message_count
       WHERE (excluded.epoch, excluded.seq) > (epoch, seq)`,
    );
    this.#positions = connection.query(
      `SELECT read_positions.* FROM json_each(?) AS wanted
       JOIN read_positions ON user_id = ? AND room_id = wanted.value ORDER BY wanted.key`,
    );
  }

  putUserRooms(entries: readonly UserRoom[]): Promise<void> {
    return this.#commit.write(() => {
      for (const { userId, roomId, state, revision } of entries)
        this.#putEntry.run(userId, roomId, state, revision.epoch, revision.seq);
    });
  }

  userRooms(userId: string): UserRoom[] {
    return this.#entries.all(userId).map((row) => ({
      userId: row.user_id,
      roomId: row.room_id,
      state: row.state,
      revision: revisionOf(row),
    }));
  }

  readPositions(userId: string, roomIds: readonly string[]): ReadPosition[] {
    return this.#positions.all(JSON.stringify(roomIds), userId).map((row) => ({
      roomId: row.room_id,
      userId: row.user_id,
      epoch: row.epoch,
      seq: row.seq,
      number: row.number,
      messageCount: row.message_count,
    }));
  }

  advanceRead(read: ReadPosition): Promise<ReadPosition> {
    const { userId, roomId, epoch, seq, number, messageCount } = read;
    return this.#commit.write(() => {
      this.#advance.run(userId, roomId, epoch, seq, number, messageCount);
      return this.readPositions(userId, [roomId])[0] ?? read;
    });
  }
}
