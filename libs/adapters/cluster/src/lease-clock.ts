import type { Clock } from '@maru/chat';
import type { RedisCommands } from './redis-commands.ts';
import { TIME } from './scripts/presence.ts';

/**
 * A clock by which leases of different machines can be compared: the given one, put right by whole seconds by which this machine's differs from
 * Redis's.
 */
export class LeaseClock {
  readonly #redis: RedisCommands;
  readonly #clock: Clock;
  readonly #anyKey: string;
  #offsetMs = 0;

  constructor(redis: RedisCommands, clock: Clock, anyKey: string) {
    this.#redis = redis;
    this.#clock = clock;
    this.#anyKey = anyKey;
  }

  now(): number {
    return this.#clock() + this.#offsetMs;
  }

  async adjust(): Promise<void> {
    const [seconds, microseconds] = await this.#redis.run(TIME, [this.#anyKey]);
    const ahead = Number(seconds) * 1_000 + Number(microseconds) / 1_000 - Date.now();
    this.#offsetMs = Math.round(ahead / 1_000) * 1_000;
  }
}
