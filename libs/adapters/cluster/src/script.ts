import { createHash } from 'node:crypto';
import { ReplyError, type Redis } from 'ioredis';

/** A Lua script: one atomic step on the keys that it is given. */
export class Script {
  readonly #lua: string;
  readonly #sha: string;

  constructor(...parts: readonly string[]) {
    this.#lua = parts.join('\n');
    this.#sha = createHash('sha1').update(this.#lua).digest('hex');
  }

  /** What a script answers is its own promise: see where it is run. */
  async run(redis: Redis, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    try {
      return await redis.evalsha(this.#sha, keys.length, ...keys, ...args);
    } catch (error) {
      // A server that has just started does not know it yet; nothing was run.
      if (!(error instanceof ReplyError && error.message.startsWith('NOSCRIPT'))) throw error;
      return redis.eval(this.#lua, keys.length, ...keys, ...args);
    }
  }
}
