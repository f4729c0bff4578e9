import type { Revision, Position, RoomChange, RoomEvent } from '@maru/domain';

/** A record that a decision was based on, as it was then. `null`: it did not exist. */
export interface Guard {
  readonly record: 'room' | 'members' | { readonly member: string };
  readonly revision: Revision | null;
}

export interface AppendCommand {
  readonly roomId: string;
  readonly actorId: string;
  /** One or more, in order; appended together or not at all. */
  readonly changes: readonly [RoomChange, ...RoomChange[]];
  readonly guards: readonly Guard[];
  /** Makes a repetition of the command return the first result. Keys are unique within a room. */
  readonly dedupe?: { readonly key: string; readonly fingerprint: string };
  /**
   * Goes along with the events to the consumers' handlers, and nowhere else: whose request it was. Opaque, some hundred characters at most; no part of
   * what the command means.
   */
  readonly carrier?: string;
}

export interface Appended {
  readonly events: readonly [RoomEvent, ...RoomEvent[]];
  /** True where the command was a repetition: nothing new was appended. */
  readonly repeated: boolean;
}

export type Replay =
  | { readonly kind: 'events'; readonly events: readonly RoomEvent[] }
  /** The hot window no longer reaches back that far, or the position lies in a lost epoch. */
  | { readonly kind: 'resync'; readonly reason: 'too_old' | 'unknown_position' };

/**
 * The ordered, durable list of each room's events; its newest part, the hot window, is kept for replay.
 *
 * - **Order**: events of a room get seq 1, 2, 3 … without gaps, whoever appends, on whatever node; `createdAt` never
 *   goes back.
 * - **Atomic**: dedupe check, guards, stamping, the changes to the room's records (`recordChanges`), the events and their
 *   announcement on the feed topic `room:<id>` are one step. All of it happens, or none.
 * - **Durable**: `append` resolves only when all of it survives the loss of the process and of the power supply.
 *   Where it rejects with anything but `Conflict` or `DedupeMismatch`, the outcome is unknown: repeat it with the same dedupe key.
 * - **Bounded**: what consumers have not handled stays, whatever that takes. Before there is no room for more, `append` is refused with
 *   ChatError UNAVAILABLE (retryable); reading and consuming go on, and make room.
 * - **Restart**: nothing that was acknowledged changes. Numbering goes on.
 * - **Loss**: after the store was rebuilt or restored, seq goes on and the epoch is a new one.
 */
export interface RoomLog {
  /**
   * The dedupe key is looked at first: its command returns the first result for as long as the room lives, also after
   * trimming and restarts, and whatever a repetition would do now (only a message's text is taken from the repetition).
   * Then the guards.
   * @throws DedupeMismatch where the key is known with another fingerprint
   * @throws Conflict where a guard is stale
   */
  append(command: AppendCommand): Promise<Appended>;

  /**
   * Events after `position`, ascending, at most `limit`, fewer only where the head is reached. The text of a message that
   * was deleted since is not in them (it is empty). Events that this version does not know are left out, and do not count.
   * At least the last `hotWindow` events of a room can be replayed.
   */
  read(position: Position, limit: number): Promise<Replay>;

  /**
   * The hot events whose timeline number is above `aboveNumber`, as `read` gives them. Holds every item that the message
   * store does not have yet.
   */
  tail(roomId: string, aboveNumber: number, limit: number): Promise<readonly RoomEvent[]>;
}
