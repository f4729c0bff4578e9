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

/** Ports that are open. `close` stops what runs in them; what was acknowledged stays. */
export interface OpenedPorts {
  readonly ports: Ports;
  /** By part of the storage: rejects, saying why, where messages cannot be written or read there now. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  close(): Promise<void>;
}
