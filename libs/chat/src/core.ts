import type { Clock, Ports } from './ports.ts';

export interface ChatSettings {
  readonly clock: Clock;
  /** Makes an id that cannot be guessed and never comes again (a random UUID outside of tests). */
  readonly newId: () => string;
  readonly maxMessageCodePoints: number;
  /** How long a page's handle is held after its last connection broke, in milliseconds. */
  readonly pageHoldMs: number;
  /** How long a guest's handle is held after the session was last seen, in milliseconds. */
  readonly guestHoldMs: number;
  /** How many members a room may be created with. */
  readonly maxInitialMembers: number;
}

export const DEFAULT_LIMITS = {
  maxMessageCodePoints: 4_000,
  pageHoldMs: 60_000,
  guestHoldMs: 30 * 24 * 60 * 60 * 1_000,
  maxInitialMembers: 1_000,
} as const satisfies Partial<ChatSettings>;

/** What every use case works with. */
export interface Core {
  readonly ports: Ports;
  readonly settings: ChatSettings;
}
