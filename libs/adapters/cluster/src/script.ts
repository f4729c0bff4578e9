import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** First part of a script that frees memory: it runs also where Redis has none left to give. */
export const EVEN_WHEN_FULL = '#!lua flags=allow-oom';

/** A Lua script: one atomic step on the keys that it is given. What it answers is its own promise: TypeScript cannot see into Lua. */
export class Script<Answer> {
  readonly #lua: string;
  readonly #sha: string;

  constructor(...parts: readonly string[]) {
    this.#lua = parts.join('\n');
    this.#sha = createHash('sha1').update(this.#lua).digest('hex');
  }

  async run(redis: Redis, keys: readonly string[], args: readonly (string | number)[]): Promise<Answer> {
    try {
      return (await redis.evalsha(this.#sha, keys.length, ...keys, ...args)) as Answer;
    } catch (error) {
      // A server that has just started does not know it yet; nothing was run.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return (await redis.eval(this.#lua, keys.length, ...keys, ...args)) as Answer;
    }
  }
}
