import { ChatError } from '@maru/domain';
import type { RedisCommands } from './redis-commands.ts';

/** How much of Redis's memory may be in use while the log grows. The rest is for what goes on: consumers, reading, presence. */
const SHARE = 0.85;
const SAMPLE_EVERY_MS = 250;
/** A node that writes fast could fill the rest between two looks at the clock. */
const SAMPLE_EVERY_CHARACTERS = 2 ** 18;

/**
 * Keeps new events out before Redis is full of what consumers have not handled. Their work makes room again. The limit is Redis's `maxmemory`, or
 * where that is not set, the memory of its machine.
 */
export class LogCapacity {
  readonly #redis: RedisCommands;
  #sampledAt = -Infinity;
  #written = 0;
  #sample: Promise<void> = Promise.resolve();
  #isFull = false;

  constructor(redis: RedisCommands) {
    this.#redis = redis;
  }

  /**
   * @param size of what is to be written, in characters
   * @throws ChatError UNAVAILABLE (retryable) while there is no room for more
   */
  async check(size: number): Promise<void> {
    this.#written += size;
    const isMuch = this.#written > SAMPLE_EVERY_CHARACTERS;
    if (isMuch || performance.now() - this.#sampledAt > SAMPLE_EVERY_MS) {
      this.#sampledAt = performance.now();
      this.#written = 0;
      // Where Redis cannot be asked, it says so itself to whoever writes.
      this.#sample = this.#look().catch(() => undefined);
    }
    if (this.#isFull || isMuch) await this.#sample;
    if (this.#isFull) throw new ChatError('UNAVAILABLE', 'There is no room for more right now. Try again later.', true);
  }

  async #look(): Promise<void> {
    const info = String(await this.#redis.sequence(['info', 'memory']));
    const bytes = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
    const limit = bytes('maxmemory') || bytes('total_system_memory');
    this.#isFull = bytes('used_memory') - bytes('mem_not_counted_for_evict') > limit * SHARE;
  }
}
