import type { Replay } from '@maru/chat';
import { historyContains, isKnownEvent, type EpochSpan, type Position, type RoomEvent } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import { fromJson, type Json } from './stored-json.ts';

/** Replays what the log still has of a room. */
export class LogReader {
  readonly #headSeq: Query<{ seq: number }>;
  readonly #spans: Query<{ epoch: number; first_seq: number }>;
  readonly #oldest: Query<{ seq: number | null }>;
  readonly #events: Query<{ seq: number; event: Json<RoomEvent> }>;

  constructor(connection: SqlConnection) {
    this.#headSeq = connection.query('SELECT seq FROM heads WHERE room_id = ?');
    this.#spans = connection.query('SELECT epoch, first_seq FROM epochs WHERE room_id = ? ORDER BY epoch');
    this.#oldest = connection.query('SELECT min(seq) AS seq FROM events WHERE room_id = ?');
    this.#events = connection.query(
      'SELECT seq, event FROM events WHERE room_id = ? AND seq > ? AND number > ? ORDER BY seq LIMIT ?',
    );
  }

  read(position: Position, limit: number): Replay {
    const { roomId, seq } = position;
    const headSeq = this.#headSeq.get(roomId)?.seq ?? 0;
    if (!historyContains(this.spans(roomId), headSeq, position)) return { kind: 'resync', reason: 'unknown_position' };
    const oldest = this.#oldest.get(roomId)?.seq ?? headSeq + 1;
    if (oldest > seq + 1) return { kind: 'resync', reason: 'too_old' };
    return { kind: 'events', events: this.#knownEvents(roomId, seq, 0, limit) };
  }

  tail(roomId: string, aboveNumber: number, limit: number): RoomEvent[] {
    // A number is never above its event's seq: what has a higher number has a higher seq too.
    return this.#knownEvents(roomId, aboveNumber, aboveNumber, limit);
  }

  spans(roomId: string): EpochSpan[] {
    return this.#spans.all(roomId).map((row) => ({ epoch: row.epoch, firstSeq: row.first_seq }));
  }

  /** Events that this version does not know are passed over without counting: fewer than `limit` means the head is reached. */
  #knownEvents(roomId: string, afterSeq: number, aboveNumber: number, limit: number): RoomEvent[] {
    const known: RoomEvent[] = [];
    let after = afterSeq;
    for (let asked = limit; asked > 0; asked = limit - known.length) {
      const rows = this.#events.all(roomId, after, aboveNumber, asked);
      const events = rows.map((row) => fromJson(row.event));
      known.push(...events.filter(isKnownEvent));
      after = rows.at(-1)?.seq ?? after;
      if (rows.length < asked) break;
    }
    return known;
  }
}
