import type { AppendCommand, Appended } from '@maru/chat';
import { DedupeMismatch, stampAll, type LogEnd, type RoomChange } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import { fromJson, toJson, type Json } from './stored-json.ts';

interface FirstResultRow {
  readonly fingerprint: string;
  readonly epoch: number;
  readonly seq: number;
  readonly number: number;
  readonly message_count: number;
  readonly created_at: number;
  readonly actor_id: string;
  readonly changes: Json<AppendCommand['changes']> | null;
}

/**
 * What the first use of each dedupe key led to, for ever. Kept is where the log ended before it and when it was: with the
 * changes, `stampAll` gives the same events again. A text comes from the repetition (its fingerprint vouches for it):
 * a second copy here would be out of reach for its deletion.
 */
export class FirstResults {
  readonly #find: Query<FirstResultRow>;
  readonly #put: Query<never>;

  constructor(connection: SqlConnection) {
    this.#find = connection.query('SELECT * FROM dedupe WHERE room_id = ? AND key = ?');
    this.#put = connection.query('INSERT INTO dedupe VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  }

  /** @throws DedupeMismatch where the key was used for something else */
  find({ roomId, changes, dedupe }: AppendCommand): Appended['events'] | undefined {
    const row = dedupe && this.#find.get(roomId, dedupe.key);
    if (!row) return undefined;
    if (row.fingerprint !== dedupe.fingerprint)
      throw new DedupeMismatch('This key was used before, for something else.');
    const { epoch, seq, number, message_count: messageCount, created_at: createdAt } = row;
    const kept = row.changes === null ? changes : fromJson(row.changes);
    return stampAll(kept, roomId, row.actor_id, { epoch, seq, number, messageCount, createdAt }, createdAt);
  }

  remember({ roomId, actorId, changes, dedupe }: AppendCommand, end: LogEnd, createdAt: number): void {
    if (!dedupe) return;
    const kept = changes.some(hasText) ? null : toJson(changes);
    const { epoch, seq, number, messageCount } = end;
    const { key, fingerprint } = dedupe;
    this.#put.run(roomId, key, fingerprint, epoch, seq, number, messageCount, createdAt, actorId, kept);
  }
}

const hasText = (change: RoomChange) => change.kind === 'message_posted' || change.kind === 'message_edited';
