import { badInput } from './errors.ts';

/** Names one event of a room. `seq` goes on across epochs; (epoch, seq) is never reused. */
export interface Revision {
  readonly epoch: number;
  readonly seq: number;
}

/** A place in a room's log: everything up to and including `seq` has been seen. */
export interface Position extends Revision {
  readonly roomId: string;
}

/** One epoch of a room: it holds the events from `firstSeq` on, until the next span begins. */
export interface EpochSpan {
  readonly epoch: number;
  readonly firstSeq: number;
}

/** Negative, zero or positive as `a` is older than, the same as, or newer than `b`. */
export function compareRevisions(a: Revision, b: Revision): number {
  return a.epoch - b.epoch || a.seq - b.seq;
}

/**
 * Whether a room's history runs through `position`. False for a place that a lost epoch took with it:
 * whoever stands there has seen events that no longer exist and must resync.
 * @param spans ascending, the room's epochs
 * @param headSeq the room's last seq
 */
export function historyContains(spans: readonly EpochSpan[], headSeq: number, position: Revision): boolean {
  if (position.seq > headSeq) return false;
  const index = spans.findIndex((span) => span.epoch === position.epoch);
  const span = spans[index];
  if (!span) return false;
  const next = spans[index + 1];
  // Standing right before an epoch's first event is standing at its start.
  return position.seq >= span.firstSeq - 1 && (!next || position.seq < next.firstSeq);
}

/**
 * Whether a lost epoch took this event with it: a later epoch began at or before its seq. An epoch that the spans do not
 * have yet counts as the latest.
 * @param spans ascending, the room's epochs
 */
export function isLost(spans: readonly EpochSpan[], { epoch, seq }: Revision): boolean {
  return spans.some((span) => span.epoch > epoch && span.firstSeq <= seq);
}

const ROOM_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a text has the form of a room id. Nothing else ever reaches a storage key. */
export const isRoomId = (text: string): boolean => ROOM_ID.test(text);

const encodeNumbers = (numbers: readonly number[]) => numbers.map((n) => n.toString(36)).join('.');

function decodeNumbers(text: string, count: number): number[] | undefined {
  const parts = text.split('.');
  const numbers = parts.map((part) => (/^[0-9a-z]{1,11}$/.test(part) ? parseInt(part, 36) : NaN));
  return parts.length === count && numbers.every(Number.isSafeInteger) ? numbers : undefined;
}

/** The opaque text that clients keep: `c1.<room>.<epoch>.<seq>`. Clients must not read it. */
export function encodeCursor({ roomId, epoch, seq }: Position): string {
  return `c1.${roomId}.${encodeNumbers([epoch, seq])}`;
}

/** @throws ChatError BAD_USER_INPUT where the text is not one of ours */
export function decodeCursor(cursor: string): Position {
  const [mark, roomId = '', ...rest] = cursor.split('.');
  const [epoch, seq] = decodeNumbers(rest.join('.'), 2) ?? [];
  if (mark !== 'c1' || !isRoomId(roomId) || epoch === undefined || seq === undefined)
    throw badInput('This cursor is not valid. Read it again from the room.');
  return { roomId, epoch, seq };
}

/** What a timeline item's id says: enough to find it without an index. */
export interface ItemAddress extends Position {
  readonly number: number;
}

/** The opaque id of a timeline item: `m1.<room>.<epoch>.<seq>.<number>`. */
export function encodeItemId({ roomId, epoch, seq, number }: ItemAddress): string {
  return `m1.${roomId}.${encodeNumbers([epoch, seq, number])}`;
}

/** Undefined where the text is not the id of a timeline item. */
export function decodeItemId(id: string): ItemAddress | undefined {
  const [mark, roomId = '', ...rest] = id.split('.');
  const [epoch, seq, number] = decodeNumbers(rest.join('.'), 3) ?? [];
  if (mark !== 'm1' || !isRoomId(roomId)) return undefined;
  if (epoch === undefined || seq === undefined || number === undefined) return undefined;
  return { roomId, epoch, seq, number };
}
