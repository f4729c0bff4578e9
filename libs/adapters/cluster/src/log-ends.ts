import { setTimeout } from 'node:timers/promises';
import { ALL_PARTITIONS, type Keys } from './keys.ts';
import type { RedisCommands } from './redis-commands.ts';
import { LOG_END } from './scripts/log-end.ts';

interface LogEnd {
  readonly epoch: string;
  readonly offset: number;
  readonly persisted: number;
  readonly length: number;
}

const LOOK_EVERY_MS = 250;

/** Where the partitions of the log end, and how far what is behind them has come. */
export class LogEnds {
  readonly #redis: RedisCommands;
  readonly #keys: Keys;

  constructor(redis: RedisCommands, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** How many entries the log holds. */
  async length(): Promise<number> {
    const ends = await this.#all();
    return ends.reduce((sum, { length }) => sum + length, 0);
  }

  /**
   * Resolves once everything is persisted that the log had when this was called. Waits for persisters for as long as it takes.
   * @param onWaiting is told how many events are missing
   */
  async persisted(onWaiting: (events: number) => void): Promise<void> {
    let marks = await this.#all();
    for (;;) {
      const ends = await this.#all();
      // Redis was lost in between: an offset of an earlier epoch says nothing about this one.
      marks = ends.map((end, partition) => (marks[partition]?.epoch === end.epoch ? (marks[partition] ?? end) : end));
      const missing = ends.map(({ persisted }, partition) => Math.max(0, (marks[partition]?.offset ?? 0) - persisted));
      const sum = missing.reduce((all, events) => all + events, 0);
      if (sum === 0) return;
      onWaiting(sum);
      await setTimeout(LOOK_EVERY_MS);
    }
  }

  #all(): Promise<LogEnd[]> {
    return Promise.all(
      ALL_PARTITIONS.map(async (partition) => {
        const { meta, log } = this.#keys.partition(partition);
        const [epoch, offset, persisted, length] = await this.#redis.run(LOG_END, [meta, log]);
        return { epoch, offset: Number(offset), persisted: Number(persisted), length };
      }),
    );
  }
}
