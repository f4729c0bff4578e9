import { REQUIRED_GROUPS } from '@maru/chat';
import type { Query, SqlConnection } from './database.ts';

/** How many positions one sweep looks at, at most: the rest waits for the next one. */
const SWEEP_LIMIT = 2_000;

/**
 * Takes events out of the log once they are both older than their room's hot window and acknowledged by every required
 * group. Each event is looked at twice, whatever lags: when it falls out of the window, and when it is acknowledged
 * (a *sweep*, which goes through the positions once and remembers in `meta` how far it got).
 */
export class LogTrim {
  readonly #hotWindow: number;
  readonly #swept: Query<{ value: number }>;
  readonly #setSwept: Query<never>;
  readonly #acknowledged: Query<{ position: number }>;
  readonly #deleteOne: Query<never>;
  readonly #deleteRange: Query<never>;

  constructor(connection: SqlConnection, hotWindow: number) {
    this.#hotWindow = hotWindow;
    const required = REQUIRED_GROUPS.map((group) => `'${group}'`).join(', ');
    this.#swept = connection.query(`SELECT value FROM meta WHERE name = 'swept'`);
    this.#setSwept = connection.query(`INSERT OR REPLACE INTO meta (name, value) VALUES ('swept', ?)`);
    // What is being tried again is not acknowledged yet.
    this.#acknowledged = connection.query(
      `SELECT min(acknowledged, coalesce(
         (SELECT min(position) - 1 FROM failures WHERE dead = 0 AND group_name IN (${required})), acknowledged
       )) AS position
       FROM (SELECT min(acknowledged) AS acknowledged FROM consumer_groups WHERE name IN (${required}))`,
    );
    this.#deleteOne = connection.query(
      `DELETE FROM events WHERE room_id = ? AND seq = ?
       AND position <= (SELECT value FROM meta WHERE name = 'swept')`,
    );
    this.#deleteRange = connection.query(
      `DELETE FROM events WHERE position > ? AND position <= ?
       AND seq <= (SELECT seq FROM heads WHERE heads.room_id = events.room_id) - ?`,
    );
  }

  /** An event was appended: the one that left the hot window by that may go. */
  appended(roomId: string, seq: number): void {
    if (seq > this.#hotWindow) this.#deleteOne.run(roomId, seq - this.#hotWindow);
  }

  /** A group acknowledged something: what was waiting for that may go. */
  acknowledged(): void {
    const swept = this.#swept.get()?.value ?? 0;
    const acknowledged = this.#acknowledged.get()?.position ?? 0;
    if (acknowledged > swept) this.#sweep(swept, Math.min(acknowledged, swept + SWEEP_LIMIT));
  }

  #sweep(from: number, to: number): void {
    this.#deleteRange.run(from, to, this.#hotWindow);
    this.#setSwept.run(to);
  }
}

/** Prepares the log for a hot window: a smaller one than before lets events go that are looked at no more otherwise. */
export function prepareTrim(connection: SqlConnection, hotWindow: number): void {
  const before = connection.query<{ value: number }>(`SELECT value FROM meta WHERE name = 'hot_window'`).get()?.value;
  connection.query(`INSERT OR IGNORE INTO meta (name, value) VALUES ('swept', 0)`).run();
  connection.query(`INSERT OR REPLACE INTO meta (name, value) VALUES ('hot_window', ?)`).run(hotWindow);
  // Sweeping starts anew: batch by batch it passes over everything that is still there.
  if (before !== undefined && hotWindow < before)
    connection.query(`UPDATE meta SET value = 0 WHERE name = 'swept'`).run();
  for (const group of REQUIRED_GROUPS)
    connection.query('INSERT OR IGNORE INTO consumer_groups (name, acknowledged, in_hand) VALUES (?, 0, 0)').run(group);
}
