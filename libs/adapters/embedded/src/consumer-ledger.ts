import type { Backlog, ConsumerGroup, DeadLetter } from '@maru/chat';
import type { RoomEvent } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import type { LogTrim } from './log-trim.ts';
import { fromJson, toJson, type Json } from './stored-json.ts';

/** An event of the log, as a group is to handle it. */
export interface Entry {
  readonly position: number;
  readonly event: RoomEvent;
  readonly carrier: string | null;
}

interface EntryRow {
  readonly position: number;
  readonly event: Json<RoomEvent>;
  readonly carrier: string | null;
}

interface GroupRow {
  readonly acknowledged: number;
  readonly in_hand: number;
}

const NOT_FINISHED = 'Not finished.';

/** How far each group has come, and what it could not handle. Each method that writes is one transaction. */
export class ConsumerLedger {
  readonly #connection: SqlConnection;
  readonly #trim: LogTrim;
  readonly #group: Query<GroupRow>;
  readonly #next: Query<EntryRow>;
  readonly #takeInHand: Query<never>;
  readonly #acknowledge: Query<never>;
  readonly #attempt: Query<{ attempts: number }>;
  readonly #revokeAttempt: Query<never>;
  readonly #fail: Query<never>;
  readonly #forget: Query<never>;
  readonly #failures: Query<EntryRow & { reason: string }>;
  readonly #replay: Query<never>;
  readonly #backlog: Query<Backlog>;

  constructor(connection: SqlConnection, trim: LogTrim) {
    this.#connection = connection;
    this.#trim = trim;
    this.#group = connection.query('SELECT acknowledged, in_hand FROM consumer_groups WHERE name = ?');
    this.#next = connection.query(
      'SELECT position, event, carrier FROM events WHERE position > ? ORDER BY position LIMIT ?',
    );
    this.#takeInHand = connection.query('UPDATE consumer_groups SET in_hand = ?2 WHERE name = ?1');
    this.#acknowledge = connection.query(
      'UPDATE consumer_groups SET acknowledged = max(acknowledged, ?2) WHERE name = ?1',
    );
    this.#attempt = connection.query(
      `INSERT INTO failures (group_name, position, event, carrier, attempts, reason, dead) VALUES (?, ?, ?, ?, 1, '${NOT_FINISHED}', 0)
       ON CONFLICT DO UPDATE SET attempts = attempts + 1, reason = excluded.reason RETURNING attempts`,
    );
    this.#revokeAttempt = connection.query(
      'UPDATE failures SET attempts = attempts - 1 WHERE group_name = ? AND position = ? AND dead = 0',
    );
    this.#fail = connection.query(
      'UPDATE failures SET reason = ?3, dead = ?4 WHERE group_name = ?1 AND position = ?2 AND dead = 0',
    );
    this.#forget = connection.query('DELETE FROM failures WHERE group_name = ? AND position = ? AND dead = 0');
    // An entry that is being attempted for the first time is still ahead of \`acknowledged\`: \`next\` gives it.
    this.#failures = connection.query(
      `SELECT position, event, carrier, reason FROM failures WHERE group_name = ?1 AND dead = ?2 AND position <=
         (SELECT acknowledged FROM consumer_groups WHERE name = ?1)
       ORDER BY position LIMIT ?3`,
    );
    this.#replay = connection.query(
      'UPDATE failures SET dead = 0, attempts = ?3 WHERE group_name = ?1 AND position = ?2 AND dead = 1',
    );
    this.#backlog = connection.query(
      `SELECT ahead + retrying AS lag, in_hand + retrying AS pending, dead AS "deadLetters" FROM (
         SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) - acknowledged AS ahead,
           max(in_hand - acknowledged, 0) AS in_hand,
           (SELECT count(*) FROM failures WHERE group_name = ?1 AND dead = 0 AND position <= acknowledged) AS retrying,
           (SELECT count(*) FROM failures WHERE group_name = ?1 AND dead = 1) AS dead
         FROM consumer_groups WHERE name = ?1
       )`,
    );
  }

  /** The first entries that the group has not acknowledged, oldest first. */
  next(group: ConsumerGroup, limit: number): Entry[] {
    return this.#next.all(this.#state(group).acknowledged, limit).map(entryOf);
  }

  /** Whether a consumer was lost with entries in hand: one of them may be what ended it. */
  wasLost(group: ConsumerGroup): boolean {
    const { acknowledged, in_hand } = this.#state(group);
    return in_hand > acknowledged;
  }

  takeInHand(group: ConsumerGroup, upTo: number): void {
    this.#takeInHand.run(group, upTo);
  }

  acknowledge(group: ConsumerGroup, upTo: number): void {
    this.#connection.transaction(() => this.#acknowledgeUpTo(group, upTo));
  }

  /** Counts an attempt, before it is made. @returns how many there were, this one included */
  attempt(group: ConsumerGroup, { position, event, carrier }: Entry): number {
    return this.#attempt.get(group, position, toJson(event), carrier)?.attempts ?? 1;
  }

  revokeAttempt(group: ConsumerGroup, { position }: Entry): void {
    this.#revokeAttempt.run(group, position);
  }

  succeeded(group: ConsumerGroup, { position }: Entry): void {
    this.#connection.transaction(() => {
      this.#forget.run(group, position);
      this.#acknowledgeUpTo(group, position);
    });
  }

  failed(group: ConsumerGroup, { position }: Entry, reason: string, dead: boolean): void {
    this.#connection.transaction(() => {
      this.#fail.run(group, position, reason, dead ? 1 : 0);
      this.#acknowledgeUpTo(group, position);
    });
  }

  /** What is to be tried again, oldest first. */
  retries(group: ConsumerGroup, limit: number): Entry[] {
    return this.#failures.all(group, 0, limit).map(entryOf);
  }

  deadLetters(group: ConsumerGroup, limit: number): DeadLetter[] {
    const rows = this.#failures.all(group, 1, limit);
    return rows.map(({ position, event, carrier, reason }) => ({
      id: String(position),
      event: fromJson(event),
      reason,
      ...(carrier !== null && { carrier }),
    }));
  }

  /** @param attempts how many count as made */
  replay(group: ConsumerGroup, position: number, attempts: number): boolean {
    return this.#replay.run(group, position, attempts).changes > 0;
  }

  backlog(group: ConsumerGroup): Backlog {
    const { lag, pending, deadLetters } = this.#backlog.get(group) ?? NOTHING;
    return { lag, pending, deadLetters };
  }

  #state(group: ConsumerGroup): GroupRow {
    const row = this.#group.get(group);
    if (!row) throw new Error(`There is no consumer group ${group}.`);
    return row;
  }

  #acknowledgeUpTo(group: ConsumerGroup, position: number): void {
    this.#acknowledge.run(group, position);
    this.#trim.acknowledged();
  }
}

const NOTHING = { lag: 0, pending: 0, deadLetters: 0 };

const entryOf = ({ position, event, carrier }: EntryRow): Entry => ({ position, event: fromJson(event), carrier });
