import { crc32 } from 'node:zlib';
import type { Topic } from '@maru/chat';

/** Fixed for ever: a room's partition is where its log lies. */
export const PARTITIONS = 64;

export const ALL_PARTITIONS: readonly number[] = Array.from({ length: PARTITIONS }, (_, partition) => partition);

export const partitionOf = (roomId: string): number => crc32(roomId) % PARTITIONS;

/** Keys of one partition of the log. Keys with the same tag in braces lie on one node of a Redis Cluster, so that one script changes all. */
export interface PartitionKeys {
  /** Hash: epoch and identity of the log (see recovery.ts), the last offset that was given, up to which offset all is persisted. */
  readonly meta: string;
  /** Stream that the consumer groups read; its ids are offsets: 1, 2, 3 … without gaps. */
  readonly log: string;
  /** Hash of what a consumer group tries again: offset → `<attempts> <when the next one is due>`. */
  readonly failing: (group: string) => string;
  /** Stream of a consumer group's dead letters. */
  readonly dead: (group: string) => string;
}

/** Keys of one room. */
export interface RoomKeys {
  readonly meta: string;
  readonly log: string;
  /** Hash: the end of the log, the epochs, the last message, the room's record and that of the member list. */
  readonly room: string;
  /** The hot window: a stream whose ids are `<epoch>-<seq>`. */
  readonly hot: string;
  /** Hash: user → `<revision> <member record>`. Who is not in it never was a member. */
  readonly members: string;
  /** Sorted set: present members in the order of their joining. */
  readonly order: string;
  /** Sorted set: seqs of deleted messages by the seq of the deletion, as far as the hot window reaches. */
  readonly deleted: string;
  /** What the first use of a dedupe key led to, until that is stored elsewhere. */
  readonly firstResult: (key: string) => string;
  /** Where the room's events are announced. */
  readonly channel: string;
}

/** Keys of presence. Fields of the hashes begin with the process that holds the connections. */
export interface PresenceKeys {
  /** Sorted set: process → when its lease ends. */
  readonly leases: string;
  /** Hash: connection → `<session> <user>`. */
  readonly connections: string;
  /** Hashes: session, and user → how many connections. */
  readonly sessions: string;
  readonly users: string;
  /** Says that somebody came or went. */
  readonly channel: string;
}

/** Names of everything in Redis. @param namespace keeps deployments apart that share a Redis */
export class Keys {
  readonly #namespace: string;

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  partition(partition: number): PartitionKeys {
    const prefix = this.#prefix(partition);
    return {
      meta: `${prefix}:meta`,
      log: `${prefix}:log`,
      failing: (group) => `${prefix}:failing:${group}`,
      dead: (group) => `${prefix}:dead:${group}`,
    };
  }

  room(roomId: string): RoomKeys {
    const prefix = this.#prefix(partitionOf(roomId));
    return {
      meta: `${prefix}:meta`,
      log: `${prefix}:log`,
      room: `${prefix}:room:${roomId}`,
      hot: `${prefix}:hot:${roomId}`,
      members: `${prefix}:members:${roomId}`,
      order: `${prefix}:order:${roomId}`,
      deleted: `${prefix}:deleted:${roomId}`,
      firstResult: (key) => `${prefix}:first:${roomId}:${key}`,
      channel: this.channel(`room:${roomId}`),
    };
  }

  get presence(): PresenceKeys {
    const prefix = `${this.#namespace}:{presence}`;
    return {
      leases: `${prefix}:leases`,
      connections: `${prefix}:connections`,
      sessions: `${prefix}:sessions`,
      users: `${prefix}:users`,
      channel: `${this.#namespace}:presence`,
    };
  }

  channel(topic: Topic): string {
    return `${this.#namespace}:feed:${topic}`;
  }

  /** Says to consumers that a partition has something for them. */
  get wake(): string {
    return `${this.#namespace}:wake`;
  }

  /** Nobody listens to it: an announcement in it is a place in what Redis tells its replicas. */
  get replication(): string {
    return `${this.#namespace}:replication`;
  }

  get probe(): string {
    return `${this.#namespace}:probe`;
  }

  #prefix(partition: number): string {
    return `${this.#namespace}:{p${partition}}`;
  }
}
