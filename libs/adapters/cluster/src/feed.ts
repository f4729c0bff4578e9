import { FeedSubscriber, type Feed, type FeedSubscription, type Payload, type Topic } from '@maru/chat';
import type { Keys } from './keys.ts';
import type { RedisChannels } from './redis-channels.ts';
import type { RedisCommands } from './redis-commands.ts';

/** The feed on Redis Pub/Sub: what a broken connection or a full queue may have cost, its subscribers are told. */
export class ClusterFeed implements Feed {
  readonly #commands: RedisCommands;
  readonly #channels: RedisChannels;
  readonly #keys: Keys;
  readonly #open = new Set<{ close(): Promise<void> }>();

  constructor(commands: RedisCommands, channels: RedisChannels, keys: Keys) {
    this.#commands = commands;
    this.#channels = channels;
    this.#keys = keys;
  }

  publish<T extends Exclude<Topic, `room:${string}`>>(topic: T, payload: Payload<T>): Promise<void> {
    return this.#commands.publish(this.#keys.channel(topic), JSON.stringify(payload));
  }

  async subscribe<T extends Topic>(topic: T): Promise<FeedSubscription<T>> {
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    const subscriber = new FeedSubscriber<T>(() => {
      this.#open.delete(subscriber);
      end();
    });
    this.#open.add(subscriber);
    const listening = this.#channels.listen(this.#keys.channel(topic), {
      // A topic's name decides what is published on it: by `publish`, and for rooms by the append script.
      message: (payload) => subscriber.push({ kind: 'payload', payload: payload as Payload<T> }),
      interrupted: () => subscriber.push({ kind: 'missed' }),
    });
    const stop = async () => (await listening)();
    // Where it was refused there is nothing to stop.
    void ended.then(stop).catch(() => undefined);
    try {
      // A node that closes ends what is only about to begin, too.
      await Promise.race([listening, ended]);
    } catch (error) {
      await subscriber.close();
      throw error;
    }
    return subscriber;
  }

  /** Ends every subscription of this node. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((subscriber) => subscriber.close()));
  }
}
