import type { ReadPosition, RoomEvent, UserRoom } from '@maru/domain';

/** What happens to a user, on whatever session: room entries that changed, and read positions that moved. */
export type UserSignal =
  | { readonly kind: 'room_entry'; readonly entry: UserRoom }
  /** Somebody invited the user to a room that they are in already: its clients may have lost it. */
  | { readonly kind: 'room_reminder'; readonly roomId: string }
  | { readonly kind: 'read'; readonly read: ReadPosition };

/** The user behind a session changed: it got one, or (null) lost it. */
export interface SessionSignal {
  readonly userId: string | null;
}

export interface TypingSignal {
  readonly roomId: string;
  readonly userId: string;
}

/** A topic's name decides the type of its payload. `room:<id>` is written by the room log alone. */
export type Topic = `room:${string}` | `user:${string}` | `session:${string}` | `typing:${string}`;
export type Payload<T extends Topic> = T extends `room:${string}`
  ? RoomEvent
  : T extends `user:${string}`
    ? UserSignal
    : T extends `session:${string}`
      ? SessionSignal
      : TypingSignal;

export type FeedItem<T extends Topic> =
  | { readonly kind: 'payload'; readonly payload: Payload<T> }
  /** Something may have been missed here (a reconnect, or this subscriber was too slow). */
  | { readonly kind: 'missed' };

/** Iterate it to receive; `close` ends the iteration at once, dropping what is queued. */
export interface FeedSubscription<T extends Topic> extends AsyncIterable<FeedItem<T>> {
  close(): Promise<void>;
}

/**
 * Live delivery to whoever listens now.
 *
 * - **At most once**, in order per publisher. Nothing is kept for those who come later.
 * - **Bounded**: a subscriber holds at most `FEED_QUEUE_LIMIT` items; beyond it the queue is dropped and replaced by one `missed`.
 * - **Honest**: whenever something may have been missed, `missed` comes in its place, before anything newer.
 * - One underlying subscription per topic and process, however many subscribers; none once the last one has closed.
 */
export interface Feed {
  publish<T extends Exclude<Topic, `room:${string}`>>(topic: T, payload: Payload<T>): Promise<void>;
  /** Resolves when everything published from now on will arrive. */
  subscribe<T extends Topic>(topic: T): Promise<FeedSubscription<T>>;
}

export const FEED_QUEUE_LIMIT = 10_000;
