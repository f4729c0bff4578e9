import type { FirstResultRows } from './first-result-rows.ts';
import type { Bookkeeping } from './group-consumer.ts';
import { timeOfDedupeKey } from './id-time.ts';
import type { Keys } from './keys.ts';
import type { LogEntry } from './log-entry.ts';
import type { RedisCommands } from './redis-commands.ts';
import { FORGET_FIRST_RESULTS, TRIM_HOT_WINDOW } from './scripts/persisted.ts';
import type { StoredRooms } from './stored-rooms.ts';

/**
 * What the group `persist` does besides storing messages: it keeps what the log is rebuilt from when Redis is lost, and then lets Redis forget what is beyond
 * hot windows, and the first results of dedupe keys.
 */
export class Persistence implements Bookkeeping {
  readonly #redis: RedisCommands;
  readonly #keys: Keys;
  readonly #rooms: StoredRooms;
  readonly #firstResults: FirstResultRows;
  readonly #hotWindow: number;

  constructor(redis: RedisCommands, keys: Keys, rooms: StoredRooms, firstResults: FirstResultRows, hotWindow: number) {
    this.#redis = redis;
    this.#keys = keys;
    this.#rooms = rooms;
    this.#firstResults = firstResults;
    this.#hotWindow = hotWindow;
  }

  async keep(entries: readonly LogEntry[]): Promise<void> {
    await this.#firstResults.put(
      entries.flatMap(({ event, firstResult }) => (firstResult ? [{ roomId: event.roomId, ...firstResult }] : [])),
    );
    // Last of what is stored: a head says that all up to it is.
    await this.#rooms.keep(entries.map(({ event }) => event));
    // From now on they are found in the store. A crash before they were let go means redelivery: none stays for ever.
    await this.#forgetFirstResults(entries);
  }

  async release(entries: readonly LogEntry[]): Promise<void> {
    const rooms = new Set(entries.map(({ event }) => event.roomId));
    await Promise.all([...rooms].map((roomId) => this.#trim(roomId)));
  }

  async #trim(roomId: string): Promise<void> {
    const { meta, hot, deleted } = this.#keys.room(roomId);
    await this.#redis.run(TRIM_HOT_WINDOW, [meta, hot, deleted], [this.#hotWindow]);
  }

  async #forgetFirstResults(entries: readonly LogEntry[]): Promise<void> {
    const results = entries.flatMap(({ event, firstResult }) =>
      firstResult ? [{ ...firstResult, name: this.#keys.room(event.roomId).firstResult(firstResult.key) }] : [],
    );
    if (results.length === 0) return;
    await this.#redis.run(
      FORGET_FIRST_RESULTS,
      results.map(({ name }) => name),
      results.flatMap(({ key, first }) => [first, timeOfDedupeKey(key) ?? 0]),
    );
  }
}
