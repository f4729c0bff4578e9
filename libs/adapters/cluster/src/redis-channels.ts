import { setTimeout } from 'node:timers/promises';
import { ChatError } from '@maru/domain';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import { openRedis, type RedisConnection } from './redis-connection.ts';
import { unfailing } from './unfailing.ts';

export interface ChannelListener {
  /** What somebody published, parsed: one object for all listeners of this process. */
  message(payload: unknown): void;
  /** Something may have been missed here. */
  interrupted(): void;
}

interface Channel {
  readonly listeners: Set<ChannelListener>;
  readonly subscribed: Promise<number>;
  /** The connection broke, and nothing has come since. */
  broken: boolean;
}

const PING_EVERY_MS = 5_000;
const SILENCE_MS = 5_000;
const SUBSCRIBED_WITHIN_MS = 5_000;
const CHANNELS_AT_ONCE = 1_000;

/**
 * Pub/Sub on a connection of its own: one subscription per channel, however many listen. After the connection broke it subscribes
 * again by itself, and says `interrupted` before anything newer.
 */
export class RedisChannels {
  readonly #connection: RedisConnection;
  readonly #redis: Redis;
  readonly #pubSub: RedisPubSub;
  readonly #channels = new Map<string, Channel>();
  readonly #heartbeat: NodeJS.Timeout;

  /** @param address see `redisOptions` */
  constructor(address: string, onError: (error: unknown) => void) {
    const options = {
      // Subscribing twice does no harm, and it may wait for as long as it takes.
      maxRetriesPerRequest: null,
      // Done here, to know when it is done.
      autoResubscribe: false,
      // A server that hangs does not answer the next ping.
      socketTimeout: SILENCE_MS,
    };
    this.#connection = openRedis(address, options, onError);
    this.#redis = this.#connection.redis;
    const quiet = unfailing(this.#redis);
    // Without a publisher the library opens a connection for one; RedisCommands publishes.
    this.#pubSub = new RedisPubSub({ subscriber: quiet, publisher: quiet });
    this.#heartbeat = setInterval(() => void this.#redis.ping().catch(() => undefined), PING_EVERY_MS).unref();
    this.#redis.on('close', () => this.#markBroken());
    this.#redis.on('ready', () => void this.#resubscribe().catch(onError));
  }

  /** Resolves when everything published from now on will arrive. @returns what ends it */
  async listen(name: string, listener: ChannelListener): Promise<() => void> {
    const channel = this.#channels.get(name) ?? this.#open(name);
    channel.listeners.add(listener);
    const stop = () => this.#remove(name, channel, listener);
    const patience = new AbortController();
    const tooLong = setTimeout(SUBSCRIBED_WITHIN_MS, undefined, { signal: patience.signal }).then(() => {
      stop();
      throw new ChatError('UNAVAILABLE', 'Live events cannot be had right now. Try again in a moment.', true);
    });
    await Promise.race([channel.subscribed, tooLong]).finally(() => patience.abort());
    return stop;
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#connection.close();
  }

  #open(name: string): Channel {
    const channel: Channel = {
      listeners: new Set(),
      subscribed: this.#pubSub.subscribe<unknown>(name, (payload) => {
        this.#mend(channel);
        for (const listener of channel.listeners) listener.message(payload);
      }),
      broken: false,
    };
    this.#channels.set(name, channel);
    return channel;
  }

  #remove(name: string, channel: Channel, listener: ChannelListener): void {
    if (!channel.listeners.delete(listener) || channel.listeners.size > 0) return;
    if (this.#channels.get(name) === channel) this.#channels.delete(name);
    void channel.subscribed.then((subscription) => this.#pubSub.unsubscribe(subscription));
  }

  #markBroken(): void {
    for (const channel of this.#channels.values()) channel.broken = true;
  }

  #mend(channel: Channel): void {
    if (!channel.broken) return;
    channel.broken = false;
    for (const listener of channel.listeners) listener.interrupted();
  }

  async #resubscribe(): Promise<void> {
    const channels = [...this.#channels].filter(([, { broken }]) => broken);
    for (let at = 0; at < channels.length; at += CHANNELS_AT_ONCE) {
      const some = channels.slice(at, at + CHANNELS_AT_ONCE);
      await this.#redis.subscribe(...some.map(([name]) => name));
      for (const [, channel] of some) this.#mend(channel);
    }
  }
}
