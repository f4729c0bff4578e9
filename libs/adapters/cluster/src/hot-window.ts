import type { Replay } from '@maru/chat';
import { historyContains, isKnownEvent, type EpochSpan, type Position, type RoomEvent } from '@maru/domain';
import { revisionFrom } from './room-hash.ts';
import type { RoomScripts } from './room-scripts.ts';
import { READ_HOT } from './scripts/read-hot.ts';
import { fromJson } from './stored-json.ts';
import { fieldOf, type StreamEntry } from './stream-entry.ts';

/** A stretch of a room's hot window, and what is needed to judge it, of one moment. */
interface HotEvents {
  readonly epochs: readonly EpochSpan[];
  readonly headSeq: number;
  /** Seq of the oldest event that is still hot; that after the head where none is. */
  readonly oldestSeq: number;
  /** Also those that this version does not know. */
  readonly events: readonly RoomEvent[];
}

/** The newest events of rooms, for replay. */
export class HotWindow {
  readonly #scripts: RoomScripts;

  constructor(scripts: RoomScripts) {
    this.#scripts = scripts;
  }

  async read({ roomId, epoch, seq }: Position, limit: number): Promise<Replay> {
    const hot = await this.#readAfter(roomId, seq, limit);
    if (!hot || !historyContains(hot.epochs, hot.headSeq, { epoch, seq }))
      return { kind: 'resync', reason: 'unknown_position' };
    if (hot.oldestSeq > seq + 1) return { kind: 'resync', reason: 'too_old' };
    return { kind: 'events', events: await this.#wanted(roomId, hot, limit, isKnownEvent) };
  }

  async tail(roomId: string, aboveNumber: number, limit: number): Promise<readonly RoomEvent[]> {
    // A number is never above its event's seq: what has a higher number has a higher seq too.
    const hot = await this.#readAfter(roomId, aboveNumber, limit);
    const isAbove = (event: RoomEvent) => isKnownEvent(event) && event.number > aboveNumber;
    return hot ? this.#wanted(roomId, hot, limit, isAbove) : [];
  }

  /** Reads on for events that are passed over: fewer than `limit` means that the head was reached. */
  async #wanted(
    roomId: string,
    { events }: HotEvents,
    limit: number,
    isWanted: (event: RoomEvent) => boolean,
  ): Promise<RoomEvent[]> {
    const wanted = events.filter(isWanted);
    const last = events.at(-1);
    const missing = limit - wanted.length;
    if (!last || events.length < limit || missing === 0) return wanted;
    const next = await this.#readAfter(roomId, last.seq, missing);
    // What was trimmed meanwhile ends it: the next reading will say so.
    if (!next || next.oldestSeq > last.seq + 1) return wanted;
    return [...wanted, ...(await this.#wanted(roomId, next, missing, isWanted))];
  }

  async #readAfter(roomId: string, seq: number, limit: number): Promise<HotEvents | undefined> {
    const answer = await this.#scripts.run(READ_HOT, roomId, { args: [seq, limit] });
    if (!answer) return undefined;
    const [, head, epochs, [oldest], deleted, entries] = answer;
    const headSeq = Number(head ?? 0);
    return {
      epochs: fromJson(epochs),
      headSeq,
      oldestSeq: oldest ? revisionFrom(oldest[0]).seq : headSeq + 1,
      events: entries.map((entry) => withoutDeletedText(eventOf(entry), new Set(deleted.map(Number)))),
    };
  }
}

const eventOf = (entry: StreamEntry): RoomEvent => JSON.parse(fieldOf(entry, 'event') ?? '') as RoomEvent;

function withoutDeletedText(event: RoomEvent, deletedSeqs: ReadonlySet<number>): RoomEvent {
  const isText = event.kind === 'message_posted' || event.kind === 'message_edited';
  if (!isText) return event;
  const seq = event.kind === 'message_edited' ? event.origin.seq : event.seq;
  return deletedSeqs.has(seq) ? { ...event, body: { text: '' } } : event;
}
