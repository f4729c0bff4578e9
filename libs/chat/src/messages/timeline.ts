import {
  compareRevisions,
  decodeItemId,
  timelineItemOf,
  type Message,
  type Room,
  type TimelineItem,
} from '@maru/domain';
import type { Core } from '../core.ts';
import type { PageRange } from '../ports/message-store.ts';

/** Bounds of a page, by timeline number; both inclusive. */
interface Numbers {
  readonly first: number;
  readonly last: number;
}

export interface TimelinePage {
  /** Ascending by number, without gaps. */
  readonly items: readonly TimelineItem[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

const TAIL_BATCH = 500;

function numbersOf(range: PageRange, lastNumber: number): Numbers {
  if ('before' in range) {
    const last = Math.min(range.before - 1, lastNumber);
    return { first: Math.max(1, last - range.limit + 1), last };
  }
  const first = Math.max(1, range.after + 1);
  return { first, last: Math.min(first + range.limit - 1, lastNumber) };
}

/**
 * A page of a room's timeline: the message store's, completed from the hot tail of the log, so that it shows everything that was acknowledged.
 * The caller has checked that it may be read.
 */
export async function readTimeline(core: Core, room: Room, range: PageRange): Promise<TimelinePage> {
  const numbers = numbersOf(range, room.head.number);
  const size = Math.max(0, numbers.last - numbers.first + 1);
  const page = size === 0 ? [] : await core.ports.messageStore.page(room.id, { after: numbers.first - 1, limit: size });
  const stored = page.filter((item) => item.number <= numbers.last);
  const items = stored.length === size ? stored : await completeFromLog(core, room.id, stored, numbers);
  return { items, hasOlder: numbers.first > 1, hasNewer: numbers.last < room.head.number };
}

/** Whatever the store does not have yet is in the hot tail, above the first number that is missing. */
async function completeFromLog(
  { ports }: Core,
  roomId: string,
  stored: readonly TimelineItem[],
  { first, last }: Numbers,
) {
  const items = new Map(stored.map((item) => [item.number, item]));
  let above = first - 1;
  while (items.has(above + 1)) above++;
  while (above < last) {
    const events = await ports.roomLog.tail(roomId, above, TAIL_BATCH);
    for (const item of events.map(timelineItemOf)) if (item) keepNewer(items, item);
    if (events.length < TAIL_BATCH) break;
    above = events.at(-1)?.number ?? last;
  }
  return [...items.values()]
    .filter((item) => item.number >= first && item.number <= last)
    .sort((a, b) => a.number - b.number);
}

function keepNewer(items: Map<number, TimelineItem>, item: TimelineItem): void {
  const known = items.get(item.number) ?? item;
  items.set(item.number, compareRevisions(item.revision, known.revision) > 0 ? item : known);
}

/** The item with this id, as it is now; undefined where the room has none. The caller has checked that the room may be read. */
export async function readItem(core: Core, room: Room, id: string): Promise<TimelineItem | undefined> {
  const address = decodeItemId(id);
  if (address?.roomId !== room.id || address.number < 1 || address.number > room.head.number) return undefined;
  const { items } = await readTimeline(core, room, { after: address.number - 1, limit: 1 });
  return items.find((item) => item.id === id);
}

/**
 * Number of the last item before an instant (epoch milliseconds); 0 where there is none. Looks up one item for each doubling of
 * the room's length. The caller has checked that the room may be read.
 */
export async function lastNumberBefore(core: Core, room: Room, instant: number): Promise<number> {
  let [before, notBefore] = [0, room.head.number + 1];
  while (notBefore - before > 1) {
    const middle = Math.floor((before + notBefore) / 2);
    const { items } = await readTimeline(core, room, { after: middle - 1, limit: 1 });
    // Instants of a timeline never go back, so that half of it can be passed over.
    if ((items[0]?.createdAt ?? Infinity) < instant) before = middle;
    else notBefore = middle;
  }
  return before;
}

/** The room's latest messages, ascending: without notices, without deleted ones. */
export async function latestMessages(core: Core, room: Room, limit: number): Promise<Message[]> {
  const messages: Message[] = [];
  let before = room.head.number + 1;
  while (messages.length < limit && before > 1) {
    const { items } = await readTimeline(core, room, { before, limit });
    const found = items.filter((item): item is Message => item.kind === 'message' && item.body !== null);
    messages.unshift(...found.slice(-(limit - messages.length)));
    before = items[0]?.number ?? 1;
  }
  return messages;
}
