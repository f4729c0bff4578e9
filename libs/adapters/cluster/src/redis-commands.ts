import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { asUnavailable } from './redis-unavailable.ts';
import type { Script } from './script.ts';

const COMMAND_TIMEOUT_MS = 5_000;
const LONGEST_RECONNECT_PAUSE_MS = 200;
/** How long a command waits for a connection that is being made anew. */
const PATIENCE_MS = 3_000;

export const reconnectPause = (attempt: number): number => Math.min(attempt * 25, LONGEST_RECONNECT_PAUSE_MS);

/**
 * The connection for scripts and announcements. Whatever is under way when it breaks is rejected at once and never sent again
 * by itself: that could do it twice. What comes then waits a little for the next connection.
 */
export class RedisCommands {
  readonly #redis: Redis;
  #connecting: Promise<void> | undefined;

  constructor(url: string, onError: (error: unknown) => void) {
    this.#redis = new Redis(url, {
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: reconnectPause,
    });
    this.#redis.on('error', onError);
  }

  /** @throws ChatError UNAVAILABLE (retryable) where Redis cannot be reached: what was asked may have been done */
  run<Answer>(
    script: Script<Answer>,
    keys: readonly string[],
    args: readonly (string | number)[] = [],
  ): Promise<Answer> {
    return this.#attempt(() => script.run(this.#redis, keys, args));
  }

  /** @throws ChatError UNAVAILABLE (retryable) */
  async publish(channel: string, message: string): Promise<void> {
    await this.#attempt(() => this.#redis.publish(channel, message));
  }

  close(): void {
    this.#redis.disconnect();
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (this.#redis.status !== 'ready') await this.#connected();
      return await work();
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  async #connected(): Promise<void> {
    if (this.#redis.status === 'end') throw new Error('The connection to Redis was closed.');
    this.#connecting ??= new Promise((resolve) => {
      this.#redis.once('ready', () => {
        this.#connecting = undefined;
        resolve();
      });
    });
    const patience = new AbortController();
    const tooLong = setTimeout(PATIENCE_MS, undefined, { signal: patience.signal }).then(() => {
      throw new Error('There is no connection to Redis.');
    });
    await Promise.race([this.#connecting, tooLong]).finally(() => patience.abort());
  }
}
