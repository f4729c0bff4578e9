import type { Guard } from '@maru/chat';
import {
  Conflict,
  isKnownEvent,
  recordChanges,
  type Member,
  type Revision,
  type Room,
  type RoomEvent,
} from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import { roomFieldsOf, type RevisionRow, type RoomRow } from './room-rows.ts';

/** The guarded records of rooms: the log checks and changes them inside its own transaction. */
export class RoomRecords {
  readonly #room: Query<RoomRow>;
  readonly #putRoom: Query<never>;
  readonly #member: Query<RevisionRow>;
  readonly #putMember: Query<never>;
  readonly #memberList: Query<RevisionRow>;
  readonly #changeCount: Query<never>;

  constructor(connection: SqlConnection) {
    this.#room = connection.query('SELECT *, created_at AS room_created_at FROM rooms WHERE id = ?');
    this.#putRoom = connection.query('INSERT OR REPLACE INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#member = connection.query('SELECT * FROM members WHERE room_id = ? AND user_id = ?');
    this.#putMember = connection.query('INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#memberList = connection.query('SELECT * FROM member_lists WHERE room_id = ?');
    this.#changeCount = connection.query(
      `INSERT INTO member_lists (room_id, count, revision_epoch, revision_seq) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count,
         revision_epoch = excluded.revision_epoch, revision_seq = excluded.revision_seq`,
    );
  }

  /** @throws Conflict where a record is not as it was when the decision was made */
  check(roomId: string, guards: readonly Guard[]): void {
    for (const guard of guards) {
      if (!isStill(this.#guarded(roomId, guard.record), guard.revision))
        throw new Conflict('A record has changed since it was read.');
    }
  }

  /** Applies what an event does to the records. One that this version does not know does nothing to them. */
  apply(event: RoomEvent): void {
    if (!isKnownEvent(event)) return;
    for (const change of recordChanges(event)) {
      if (change.record === 'room') this.#change(event.roomId, change.fields);
      else if (change.record === 'member') this.#put(change.member);
      else this.#changeCount.run(event.roomId, change.delta, event.epoch, event.seq);
    }
  }

  #guarded(roomId: string, record: Guard['record']): RevisionRow | undefined {
    if (record === 'room') return this.#room.get(roomId);
    if (record === 'members') return this.#memberList.get(roomId);
    return this.#member.get(roomId, record.member);
  }

  #change(roomId: string, fields: Partial<Omit<Room, 'id' | 'head'>>): void {
    const row = this.#room.get(roomId);
    const nobody = { name: null, createdBy: '', createdAt: 0, endedAt: null, revision: { epoch: 0, seq: 0 } };
    const room = { ...(row ? roomFieldsOf(row) : nobody), ...fields };
    const { name, createdBy, createdAt, endedAt, revision } = room;
    this.#putRoom.run(roomId, name, createdBy, createdAt, endedAt, revision.epoch, revision.seq);
  }

  #put(member: Member): void {
    this.#putMember.run(
      member.roomId,
      member.userId,
      member.state,
      member.role,
      member.joinedSeq,
      member.joinedIndex,
      member.joinedAt,
      member.joinedMessageCount,
      member.joinedNumber,
      member.revision.epoch,
      member.revision.seq,
    );
  }
}

function isStill(row: RevisionRow | undefined, revision: Revision | null): boolean {
  if (!row || !revision) return !row && !revision;
  return row.revision_epoch === revision.epoch && row.revision_seq === revision.seq;
}
