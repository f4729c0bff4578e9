import type { MessageBody, MessageOrigin } from './message.ts';
import type { Role } from './room.ts';

/** What happened, before the log gives it its place. */
export type RoomChange =
  | { readonly kind: 'room_created'; readonly name: string | null; readonly members: readonly NewMember[] }
  | { readonly kind: 'room_ended' }
  | { readonly kind: 'member_joined'; readonly userId: string; readonly role: Role }
  | { readonly kind: 'member_left'; readonly userId: string }
  | { readonly kind: 'message_posted'; readonly clientMessageId: string | null; readonly body: MessageBody }
  | { readonly kind: 'message_edited'; readonly origin: MessageOrigin; readonly body: MessageBody }
  | { readonly kind: 'message_deleted'; readonly origin: MessageOrigin };

export interface NewMember {
  readonly userId: string;
  readonly role: Role;
}

export type RoomEventKind = RoomChange['kind'];

/** What the log stamps on an event. */
export interface Stamp {
  /** Form of the stored event. A reader passes over a version or kind that it does not know. */
  readonly version: 1;
  readonly roomId: string;
  readonly epoch: number;
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Epoch milliseconds; never before the predecessor's. */
  readonly createdAt: number;
  /** The dense number of the timeline item that this event adds, or of the last one before it. */
  readonly number: number;
  /** How many messages the room has, this event included. */
  readonly messageCount: number;
  /** The user who did it. */
  readonly actorId: string;
}

/** Anything that happened in a room and stays. */
export type RoomEvent = Stamp & RoomChange;
export type EventOf<K extends RoomEventKind> = Stamp & Extract<RoomChange, { kind: K }>;

const TIMELINE_KINDS: ReadonlySet<string> = new Set<RoomEventKind>([
  'room_created',
  'member_joined',
  'member_left',
  'message_posted',
]);
const KNOWN_KINDS: ReadonlySet<string> = new Set<RoomEventKind>([
  ...(['room_created', 'member_joined', 'member_left', 'message_posted'] as const),
  'room_ended',
  'message_edited',
  'message_deleted',
]);

/** Whether an event of this kind adds a row to the timeline, and so takes the next number. */
export const addsTimelineItem = (kind: RoomEventKind): boolean => TIMELINE_KINDS.has(kind);

/** False for what a newer version of Maru wrote: such an event keeps its seq and is passed over. */
export const isKnownEvent = (event: { version: number; kind: string }): boolean =>
  event.version === 1 && KNOWN_KINDS.has(event.kind);

/** The end of a room's log before an append; zeros (and the current epoch) for a new room. */
export type LogEnd = Pick<Stamp, 'epoch' | 'seq' | 'number' | 'messageCount' | 'createdAt'>;

/** Gives a change its place right after `end`. Pure: every log stamps alike. */
export function stamp(change: RoomChange, roomId: string, actorId: string, end: LogEnd, now: number): RoomEvent {
  return {
    ...change,
    version: 1,
    roomId,
    actorId,
    epoch: end.epoch,
    seq: end.seq + 1,
    createdAt: Math.max(now, end.createdAt),
    number: end.number + (addsTimelineItem(change.kind) ? 1 : 0),
    messageCount: end.messageCount + (change.kind === 'message_posted' ? 1 : 0),
  };
}

/** Gives the changes of one command their places, one after the other, at one time. */
export function stampAll(
  [first, ...rest]: readonly [RoomChange, ...RoomChange[]],
  roomId: string,
  actorId: string,
  end: LogEnd,
  now: number,
): [RoomEvent, ...RoomEvent[]] {
  const events: [RoomEvent, ...RoomEvent[]] = [stamp(first, roomId, actorId, end, now)];
  let last = events[0];
  for (const change of rest) events.push((last = stamp(change, roomId, actorId, last, now)));
  return events;
}
