import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { openRedis, type RedisConnection } from './redis-connection.ts';
import { asUnavailable } from './redis-unavailable.ts';
import type { Script } from './script.ts';

const COMMAND_TIMEOUT_MS = 5_000;
/** How long a command waits for a connection that is being made anew. */
const PATIENCE_MS = 3_000;

/**
 * The connection for scripts and announcements. Whatever is under way when it breaks is rejected at once and never sent again
 * by itself: that could do it twice. What comes then waits a little for the next connection.
 */
export class RedisCommands {
  readonly #connection: RedisConnection;
  readonly #redis: Redis;
  #connecting: Promise<void> | undefined;
  #closed = false;

  /** @param address see `redisOptions` */
  constructor(address: string, onError: (error: unknown) => void) {
    const patience = { maxRetriesPerRequest: 0, commandTimeout: COMMAND_TIMEOUT_MS };
    this.#connection = openRedis(address, { autoResendUnfulfilledCommands: false, ...patience }, onError);
    this.#redis = this.#connection.redis;
  }

  /** @throws ChatError UNAVAILABLE (retryable) where Redis cannot be reached: what was asked may have been done */
  run<Answer>(
    script: Script<Answer>,
    keys: readonly string[],
    args: readonly (string | number)[] = [],
  ): Promise<Answer> {
    return this.#attempt(() => script.run(this.#redis, keys, args));
  }

  /** Runs commands one after the other, on one connection. @throws as `run` */
  sequence(...commands: readonly (readonly [name: string, ...args: (string | number)[]])[]): Promise<unknown[]> {
    return this.#attempt(async () => {
      const outcomes = await this.#redis.pipeline(commands.map((command) => [...command])).exec();
      return (outcomes ?? []).map(([error, answer]) => {
        if (error) throw error;
        return answer;
      });
    });
  }

  /** @throws ChatError UNAVAILABLE (retryable) */
  async publish(channel: string, message: string): Promise<void> {
    await this.#attempt(() => this.#redis.publish(channel, message));
  }

  close(): void {
    this.#closed = true;
    this.#connection.close();
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
    if (this.#closed) throw new Error('The connection to Redis was closed.');
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
