import type { Feed } from './ports/feed.ts';
import type { MessageSearch } from './ports/message-search.ts';
import type { MessageStore } from './ports/message-store.ts';
import type { Presence } from './ports/presence.ts';
import type { RoomEvents } from './ports/room-events.ts';
import type { RoomLog } from './ports/room-log.ts';
import type { RoomStore } from './ports/room-store.ts';
import type { UserStore } from './ports/user-store.ts';

/** One adapter set: everything that the product needs from the world. */
export interface Ports {
  readonly roomLog: RoomLog;
  readonly roomEvents: RoomEvents;
  readonly feed: Feed;
  readonly messageStore: MessageStore;
  readonly messageSearch: MessageSearch;
  readonly roomStore: RoomStore;
  readonly userStore: UserStore;
  readonly presence: Presence;
  /** The deployment's secret: room ids are derived with it, so that they cannot be guessed. The same on every node, for ever. */
  readonly secret: Uint8Array;
}

/** Epoch milliseconds. */
export type Clock = () => number;

/** What an adapter set is opened with. */
export interface PortSettings {
  /** Events per room that can be replayed, at least. */
  readonly hotWindow: number;
  /** Failures after which an entry becomes a dead letter. */
  readonly maxDeliveries: number;
  readonly clock: Clock;
  /** Told of faults that nobody waits for: what is tried again, and events that became dead letters. */
  readonly onError?: (error: unknown) => void;
}

/** How far a rebuild has come. */
export type RebuildProgress =
  /** The message store has yet to take in so many events that were acknowledged before the rebuild began. */
  | { readonly phase: 'catching_up'; readonly unstored: number }
  /** So many messages are in the new index, those included that an interrupted rebuild brought there. */
  | { readonly phase: 'indexing'; readonly messages: number };

/** What is done to the storage by command. */
export interface Maintenance {
  /** How many events the log holds now. Those that every required group has acknowledged may be among them. */
  logLength(): Promise<number>;
  /**
   * Builds the search anew from the message store and then puts it, in one step, in the place of what was there, which serves until then. Begins once the
   * store has everything that was acknowledged before the call; what comes later reaches both. Safe to interrupt at any moment, and to repeat.
   */
  rebuildSearch(onProgress: (progress: RebuildProgress) => void): Promise<void>;
}

/** By part of the storage: rejects, saying why, where it cannot do its work now. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

/** Ports that are open. `close` stops what runs in them; what was acknowledged stays. */
export interface OpenedPorts {
  readonly ports: Ports;
  /** Where messages are written and read. */
  readonly checks: Checks;
  /** Where messages are found: whoever does not index does its work without. */
  readonly searchChecks: Checks;
  readonly maintenance: Maintenance;
  close(): Promise<void>;
}

/** The storage cannot be opened now, but may be later, unchanged: an engine is away, or nobody has prepared it. */
export class StorageNotReady extends Error {
  override readonly name = 'StorageNotReady';
  /** @param part of the storage, as in `OpenedPorts.checks` */
  constructor(
    readonly part: string,
    reason: string,
    cause?: unknown,
  ) {
    super(`${part}: ${reason}`, { cause });
  }
}
