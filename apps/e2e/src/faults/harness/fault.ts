import type { Random } from '../../topology/random.ts';
import type { Server } from '../../topology/server.ts';
import type { Load } from './load.ts';
import type { Store } from './store.ts';

/** What happened at one moment. */
export interface Strike {
  /** Processes that were killed or paused, connections that were cut, answers that were falsified. */
  readonly hits: number;
  /** Messages that were acknowledged besides those of the load. */
  readonly acknowledged?: number;
  /** What did not go as this very fault promises; the checker finds the rest. */
  readonly problems?: readonly string[];
  /** Within how many milliseconds everything has to be stored and found afterwards. */
  readonly drainsWithinMs?: number;
  /** Within how many milliseconds every message has to be on all screens. */
  readonly shownWithinMs?: number;
}

/** A running system that a fault can be brought upon, again and again. */
export interface Rig {
  readonly server: Server;
  /** Where its messages end up, beside what its API tells; absent where that is not to be seen from outside. */
  readonly store?: Store;
  /** Brings the fault upon it at a moment of its own choice, under load. Resolves when the fault is over, and the system was given what it needs to recover. */
  strike(load: Load, random: Random): Promise<Strike>;
  /** Whether what was shown but not acknowledged may be gone afterwards. */
  readonly mayWithdraw?: boolean;
  /** Whether no room falls silent while the fault is on: where only what comes later tells of what was missed. */
  readonly neverSilent?: boolean;
  close(): Promise<void>;
}

export interface Fault {
  /** As in the list of faults: F1, F2 … */
  readonly id: string;
  readonly title: string;
  readonly open: () => Promise<Rig>;
}
