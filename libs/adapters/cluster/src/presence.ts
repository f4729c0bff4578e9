import { randomUUID } from 'node:crypto';
import { LEASE_MS, type Clock, type ConnectionLease, type Presence, type PresenceWatch } from '@maru/chat';
import type { PresenceKeys } from './keys.ts';
import { LeaseClock } from './lease-clock.ts';
import { OnlineWatch } from './online-watch.ts';
import type { RedisChannels } from './redis-channels.ts';
import type { RedisCommands } from './redis-commands.ts';
import { CONNECT, DISCONNECT, LEAVE, ONLINE, RENEW } from './scripts/presence.ts';

/** What processes left behind that ended without good-bye is cleared away after so long. */
const FORGOTTEN_AFTER_MS = 20 * LEASE_MS;

const encode = encodeURIComponent;

/** Who is online, in Redis. The lease is the process's: whatever it says of any connection extends it for all of them. */
export class ClusterPresence implements Presence {
  readonly #redis: RedisCommands;
  readonly #channels: RedisChannels;
  readonly #keys: PresenceKeys;
  readonly #books: string[];
  readonly #clock: LeaseClock;
  readonly #onError: (error: unknown) => void;
  readonly #holder = randomUUID();
  readonly #own = new Map<string, ConnectionLease>();
  readonly #watches = new Set<PresenceWatch>();

  constructor(
    redis: RedisCommands,
    channels: RedisChannels,
    keys: PresenceKeys,
    clock: Clock,
    onError: (error: unknown) => void,
  ) {
    this.#redis = redis;
    this.#channels = channels;
    this.#keys = keys;
    this.#books = [keys.leases, keys.connections, keys.sessions, keys.users];
    this.#clock = new LeaseClock(redis, clock, keys.leases);
    this.#onError = onError;
  }

  async connect(lease: ConnectionLease): Promise<void> {
    this.#own.set(lease.connectionId, lease);
    await this.#connect(lease);
  }

  disconnect(connectionId: string): Promise<number> {
    this.#own.delete(connectionId);
    const { channel } = this.#keys;
    return this.#redis.run(DISCONNECT, this.#books, [this.#clock.now(), this.#holder, channel, encode(connectionId)]);
  }

  async renew(): Promise<void> {
    await this.#clock.adjust();
    const now = this.#clock.now();
    const args = [now, now + LEASE_MS, this.#holder, this.#keys.channel, now - FORGOTTEN_AFTER_MS];
    const isKnown = await this.#redis.run(RENEW, this.#books, args);
    if (!isKnown) await Promise.all([...this.#own.values()].map((lease) => this.#connect(lease)));
  }

  async online(): Promise<readonly string[]> {
    const found = await this.#redis.run(ONLINE, this.#books, [this.#clock.now()]);
    const users = found.map((field) => decodeURIComponent(field.slice(field.indexOf(' ') + 1)));
    return [...new Set(users)].sort();
  }

  async watch(listener: (userIds: readonly string[]) => void): Promise<PresenceWatch> {
    const online = new OnlineWatch(() => this.online(), listener, this.#onError);
    const changed = () => online.changed();
    const deaf = await this.#channels.listen(this.#keys.channel, { message: changed, interrupted: changed });
    const watch = {
      close: async () => {
        deaf();
        online.close();
        this.#watches.delete(watch);
      },
    };
    this.#watches.add(watch);
    await online.start();
    return watch;
  }

  /** Ends this node's watches and connections; those expire where Redis cannot be told. */
  async close(): Promise<void> {
    await this.crash();
    await this.#redis.run(LEAVE, this.#books, [this.#holder, this.#keys.channel]).catch(this.#onError);
  }

  /** Leaves this node's connections to expire. */
  async crash(): Promise<void> {
    await Promise.all([...this.#watches].map((watch) => watch.close()));
  }

  async #connect({ connectionId, sessionId, userId }: ConnectionLease): Promise<void> {
    const now = this.#clock.now();
    const ids = [encode(connectionId), encode(sessionId), userId === null ? '' : encode(userId)];
    await this.#redis.run(CONNECT, this.#books, [now, now + LEASE_MS, this.#holder, this.#keys.channel, ...ids]);
  }
}
