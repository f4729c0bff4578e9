import type { Backlog, ConsumerGroup, Consumption, DeadLetter, EventHandler, RoomEvents } from '@maru/chat';
import { DirtyPartitions } from './dirty-partitions.ts';
import { GroupConsumer, type Bookkeeping } from './group-consumer.ts';
import { ALL_PARTITIONS, type Keys } from './keys.ts';
import { PartitionLog } from './partition-log.ts';
import type { RedisChannels } from './redis-channels.ts';
import type { RedisCommands } from './redis-commands.ts';
import type { Replication } from './replication.ts';

export interface RoomEventsSettings {
  readonly maxDeliveries: number;
  /** How long a batch stays with a consumer that is not heard of. */
  readonly leaseMs: number;
  /** How often consumers look for what nobody told them of. */
  readonly sweepMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * The consumers' side of the log. At any time at most one consumer of a group has a batch of a partition: entries are handled in the order of the log
 * but for those that are tried again, and for a consumer that comes back after its batch was given to another.
 */
export class ClusterRoomEvents implements RoomEvents {
  readonly #redis: RedisCommands;
  readonly #channels: RedisChannels;
  readonly #replication: Replication;
  readonly #keys: Keys;
  readonly #persistence: Bookkeeping;
  readonly #settings: RoomEventsSettings;
  readonly #consumers = new Set<GroupConsumer>();

  constructor(
    redis: RedisCommands,
    channels: RedisChannels,
    replication: Replication,
    keys: Keys,
    persistence: Bookkeeping,
    settings: RoomEventsSettings,
  ) {
    this.#redis = redis;
    this.#channels = channels;
    this.#replication = replication;
    this.#keys = keys;
    this.#persistence = persistence;
    this.#settings = settings;
  }

  async consume(group: ConsumerGroup, handler: EventHandler): Promise<Consumption> {
    const partitions = new DirtyPartitions(this.#settings.sweepMs);
    const deaf = await this.#channels.listen(this.#keys.wake, {
      message: (partition) => partitions.add(Number(partition)),
      interrupted: () => partitions.add(...ALL_PARTITIONS),
    });
    const consumer = new GroupConsumer(this.#logOf(group), partitions, {
      group,
      handler,
      ...this.#settings,
      ...(group === 'persist' && { bookkeeping: this.#persistence }),
    });
    this.#consumers.add(consumer);
    consumer.start();
    return {
      stop: async () => {
        deaf();
        await consumer.stop();
        this.#consumers.delete(consumer);
      },
    };
  }

  async lag(group: ConsumerGroup): Promise<number> {
    return (await this.backlog(group)).lag;
  }

  backlog(group: ConsumerGroup): Promise<Backlog> {
    return this.#logOf(group).backlog();
  }

  deadLetters(group: ConsumerGroup, limit: number): Promise<readonly DeadLetter[]> {
    return this.#logOf(group).deadLetters(limit);
  }

  replayDeadLetter(group: ConsumerGroup, id: string): Promise<boolean> {
    return this.#logOf(group).replay(id);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
  }

  /** As a crash does it: nothing in hand is acknowledged. */
  crash(): void {
    for (const consumer of this.#consumers) consumer.abandon();
  }

  #logOf(group: ConsumerGroup): PartitionLog {
    return new PartitionLog(this.#redis, this.#replication, this.#keys, group, this.#settings.leaseMs);
  }
}
