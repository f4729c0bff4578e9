import type { Failure } from '../graphql/failure.ts';

/** A message of one's own that is not seen in its timeline yet. */
export interface OutgoingMessage {
  readonly clientMessageId: string;
  readonly roomId: string;
  readonly text: string;
  /** When it was written, epoch milliseconds. */
  readonly writtenAt: number;
  readonly state: OutgoingState;
}

export type OutgoingState =
  | { readonly kind: 'pending' }
  /** The server has it, as this item of the timeline. */
  | { readonly kind: 'sent'; readonly number: number }
  /** Refused, when the timeline's last known number was `after`: that is its place until it is tried again or deleted. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly after: number };

/** Messages on their way, in the order in which they go out. All functions here are pure. */
export type Outbox = readonly OutgoingMessage[];
/** Gives back the very same outbox where there is nothing to change. */
export type OutboxChange = (outbox: Outbox) => Outbox;

type NewMessage = Omit<OutgoingMessage, 'state'>;

export const queued = (outbox: Outbox, message: NewMessage): Outbox => [
  ...outbox,
  { ...message, state: { kind: 'pending' } },
];

/** The server's answer came. No effect on a message that its echo has already taken out. */
export const acknowledged = (outbox: Outbox, clientMessageId: string, number: number): Outbox =>
  withState(outbox, clientMessageId, { kind: 'sent', number });

/** @param after the last number of the timeline that is known now: what comes later is shown below the failed message */
export const refused = (outbox: Outbox, clientMessageId: string, failure: Failure, after: number): Outbox =>
  withState(outbox, clientMessageId, { kind: 'failed', failure, after });

/** Tries a failed message again, under the same id, as the last one. */
export function retried(outbox: Outbox, clientMessageId: string): Outbox {
  const message = find(outbox, clientMessageId);
  if (message?.state.kind !== 'failed') return outbox;
  return queued(without(outbox, clientMessageId), message);
}

/** Gives a failed message up. One that is on its way cannot be called back. */
export function deleted(outbox: Outbox, clientMessageId: string): Outbox {
  return find(outbox, clientMessageId)?.state.kind === 'failed' ? without(outbox, clientMessageId) : outbox;
}

/** Takes out what is seen in a room's timeline: by its own id, or by its number (from a stretch that was loaded later). */
export function settled(outbox: Outbox, roomId: string, seen: { ids: ReadonlySet<string>; upTo: number }): Outbox {
  const isSeen = ({ clientMessageId, state }: OutgoingMessage) =>
    seen.ids.has(clientMessageId) || (state.kind === 'sent' && state.number <= seen.upTo);
  const left = outbox.filter((message) => message.roomId !== roomId || !isSeen(message));
  return left.length === outbox.length ? outbox : left;
}

/** One message of a room is on its way at a time: so they arrive in order. */
export const nextToSend = (outbox: Outbox, roomId: string): OutgoingMessage | undefined =>
  outbox.find((message) => message.roomId === roomId && message.state.kind === 'pending');

/**
 * Where an outgoing message belongs among items with numbers: a sent one at its number, a failed one right after what was
 * there when it failed, a pending one at the end. So nothing that is shown ever changes its order.
 */
export function placeOf({ state }: OutgoingMessage): number {
  if (state.kind === 'sent') return state.number;
  return state.kind === 'failed' ? state.after + 0.5 : Infinity;
}

export const without = (outbox: Outbox, id: string): Outbox =>
  find(outbox, id) ? outbox.filter(({ clientMessageId }) => clientMessageId !== id) : outbox;

/** What has not reached the server, or was refused by it. */
export const unsent = (outbox: Outbox): Outbox => outbox.filter(({ state }) => state.kind !== 'sent');

/** Rooms in which something is to be sent. */
export const roomsToSendIn = (outbox: Outbox): ReadonlySet<string> =>
  new Set(outbox.filter(({ state }) => state.kind === 'pending').map(({ roomId }) => roomId));

const find = (outbox: Outbox, id: string) => outbox.find(({ clientMessageId }) => clientMessageId === id);

function withState(outbox: Outbox, id: string, state: OutgoingState): Outbox {
  if (!find(outbox, id)) return outbox;
  return outbox.map((message) => (message.clientMessageId === id ? { ...message, state } : message));
}
