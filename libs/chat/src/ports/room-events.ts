import type { RoomEvent } from '@maru/domain';

/** The groups without whose acknowledgement nothing leaves the log. */
export const REQUIRED_GROUPS = ['persist', 'memberships', 'index'] as const;
export type ConsumerGroup = (typeof REQUIRED_GROUPS)[number];

/** For each event of a batch what its append sent along (`AppendCommand.carrier`); undefined where that was nothing. */
export type Carriers = readonly (string | undefined)[];

/** Handles a batch: resolves when all of it is done for good. Idempotent, and lets the newer revision win. */
export type EventHandler = (events: readonly RoomEvent[], carriers: Carriers) => Promise<void>;

export interface Consumption {
  /** Ends it after the batch in hand; what was not acknowledged is delivered again, to whoever consumes next. */
  stop(): Promise<void>;
}

/** An entry that a group could not handle. It stays here until it is replayed. */
export interface DeadLetter {
  readonly id: string;
  readonly event: RoomEvent;
  readonly reason: string;
  readonly carrier?: string;
}

/** What `PortSettings.onError` is told when an entry becomes a dead letter. */
export class BecameDeadLetter extends Error {
  override readonly name = 'BecameDeadLetter';

  constructor(
    readonly group: ConsumerGroup,
    { roomId, seq }: RoomEvent,
    reason: string,
    readonly carrier: string | undefined,
  ) {
    super(`Event ${seq} of room ${roomId} became a dead letter of ${group}. ${reason}`);
  }
}

/** How much a group has before it. */
export interface Backlog {
  /** Events that it has not acknowledged. */
  readonly lag: number;
  /** Of these, those that a consumer has in hand, and those that failed and are tried again. */
  readonly pending: number;
  readonly deadLetters: number;
}

/**
 * The consumers' side of the room log: every event of every room, to each group.
 *
 * - **At least once, in no promised order**: also the entries of one room may be with two consumers at once.
 * - **Acknowledged** after the handler resolved. A crash before that means redelivery, to this or another consumer of the group.
 * - **Poison**: where a batch fails, its entries are tried one by one; after `maxDeliveries` failures an entry goes to the
 *   group's dead letters and counts as acknowledged. The others flow on.
 * - **Patience**: a ChatError that is `retryable` is no failure. The handler's store is away, and its entries wait until it is back.
 * - **Unknown** events (a kind or version of a newer program) reach no handler: they wait in the dead letters.
 * - **Nothing leaves the log** before every required group has acknowledged it, whether that group has consumers now or not.
 */
export interface RoomEvents {
  consume(group: ConsumerGroup, handler: EventHandler): Promise<Consumption>;
  /** How many events the group has not acknowledged. */
  lag(group: ConsumerGroup): Promise<number>;
  backlog(group: ConsumerGroup): Promise<Backlog>;
  /** Oldest first, at most `limit`. */
  deadLetters(group: ConsumerGroup, limit: number): Promise<readonly DeadLetter[]>;
  /** Hands a dead letter to the group once more. False where there is none with this id. */
  replayDeadLetter(group: ConsumerGroup, id: string): Promise<boolean>;
}
