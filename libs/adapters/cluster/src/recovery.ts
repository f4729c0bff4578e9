import { REQUIRED_GROUPS } from '@maru/chat';
import type { Keys } from './keys.ts';
import type { PartitionEpochs } from './partition-epochs.ts';
import type { RedisCommands } from './redis-commands.ts';
import { BEGIN_EPOCH, LOOK_AT_PARTITION } from './scripts/recover.ts';

/**
 * Begins a new epoch in a partition of the log whose Redis is not the one that it was: restarted, emptied, or another server. Nothing can be
 * appended there before. Several processes may do it at once: each takes an epoch of its own, and the first to begin one decides.
 */
export class Recovery {
  readonly #redis: RedisCommands;
  readonly #keys: Keys;
  readonly #epochs: PartitionEpochs;
  readonly #running = new Map<number, Promise<void>>();

  constructor(redis: RedisCommands, keys: Keys, epochs: PartitionEpochs) {
    this.#redis = redis;
    this.#keys = keys;
    this.#epochs = epochs;
  }

  recover(partition: number): Promise<void> {
    const running = this.#running.get(partition) ?? this.#recover(partition);
    this.#running.set(partition, running);
    return running.finally(() => this.#running.delete(partition));
  }

  async #recover(partition: number): Promise<void> {
    const { meta, log } = this.#keys.partition(partition);
    const [trusted, last, identity] = await this.#redis.run(LOOK_AT_PARTITION, [meta]);
    if (trusted) return;
    const epoch = await this.#epochs.take(partition, Number(last ?? 0));
    await this.#redis.run(BEGIN_EPOCH, [meta, log], [epoch, identity, ...REQUIRED_GROUPS]);
  }
}
