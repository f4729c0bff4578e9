import { describe, expect, it } from 'vitest';
import { message, notice, seededRandom } from '../testing/samples.ts';
import type { TimelineItem } from './timeline-documents.ts';
import {
  isAtEnd,
  MAX_ITEMS,
  openTimeline,
  trimmed,
  withItem,
  withNewerPage,
  withOlderPage,
  type Timeline,
  type TimelinePage,
} from './timeline.ts';

/** A room's log of items and revisions, and what a server would answer about it after each of its entries. */
function randomLog(random: () => number, length: number): TimelineItem[] {
  const log: TimelineItem[] = [];
  let last = 0;
  for (let seq = 1; seq <= length; seq++) {
    const earlier = Math.ceil(random() * last);
    if (last > 0 && random() < 0.25) log.push(message(earlier, { text: `edited at ${String(seq)}`, revision: seq }));
    else log.push(message(++last, { revision: seq }));
  }
  return log;
}

function itemsAfter(log: readonly TimelineItem[]): TimelineItem[] {
  const items = new Map<number, TimelineItem>();
  for (const item of log) items.set(item.number, item);
  return [...items.values()].sort((a, b) => a.number - b.number);
}

const pageOf = (all: readonly TimelineItem[], from: number, to: number): TimelinePage => ({
  items: all.slice(Math.max(0, from), to),
  hasOlder: from > 0,
  hasNewer: to < all.length,
});

function lastPage(log: readonly TimelineItem[], size: number): TimelinePage {
  const all = itemsAfter(log);
  return pageOf(all, all.length - size, all.length);
}

const numbers = ({ items }: Timeline) => items.map(({ number }) => number);
const page = (...items: number[]): TimelinePage => ({
  items: items.map((number) => message(number)),
  hasOlder: (items[0] ?? 1) > 1,
  hasNewer: false,
});

describe('a timeline', () => {
  it('is, after any events on any page, what a fresh page would show', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const log = randomLog(random, 60);
      const readAt = Math.floor(random() * log.length);
      // The cursor is read first, so the page may be ahead of it: the events in between come again.
      const cursor = Math.max(0, readAt - Math.floor(random() * 10));
      let timeline = openTimeline(lastPage(log.slice(0, readAt), 20));
      for (const item of log.slice(cursor)) {
        timeline = withItem(timeline, item);
        if (random() < 0.2) timeline = withItem(timeline, item);
      }
      const fresh = itemsAfter(log).filter(({ number }) => number >= (timeline.items[0]?.number ?? 0));
      expect(timeline.items, `seed ${String(seed)}`).toEqual(fresh);
      expect(isAtEnd(timeline)).toBe(true);
    }
  });

  it('loses nothing that is posted while pages are read from the middle to the end', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const log = randomLog(random, 120);
      let told = 30;
      const all = () => itemsAfter(log.slice(0, told));
      let timeline = openTimeline(pageOf(all(), 5, 10), all().length);
      while (told < log.length || !isAtEnd(timeline)) {
        const last = timeline.items.at(-1)?.number ?? 0;
        const headWhenAsked = timeline.head;
        const answer = pageOf(all(), last, Math.min(last + 7, all().length));
        const arriving = log.slice(told, (told += Math.floor(random() * 12)));
        for (const item of arriving) timeline = withItem(timeline, item);
        timeline = withNewerPage(timeline, answer, headWhenAsked);
      }
      expect(timeline.items, `seed ${String(seed)}`).toEqual(itemsAfter(log).slice(5));
    }
  });

  it('does not show what was posted before the stretch between it and the end is loaded', () => {
    const middle = openTimeline({ ...page(5, 6, 7), hasNewer: true }, 40);
    const after = withItem(middle, message(41));
    expect(numbers(after)).toEqual([5, 6, 7]);
    expect(after.head).toBe(41);
    expect(isAtEnd(after)).toBe(false);
  });

  it('goes on at the next number when its head was known before the items', () => {
    const behind = openTimeline(page(1, 2, 3), 5);
    expect(numbers(withItem(withItem(behind, message(4)), message(5)))).toEqual([1, 2, 3, 4, 5]);
  });

  it('keeps the newer revision, whichever comes first', () => {
    const edited = message(2, { text: 'second', revision: 9 });
    const timeline = withItem(openTimeline(page(1, 2)), edited);
    expect(timeline.items[1]).toEqual(edited);
    expect(withItem(timeline, message(2))).toBe(timeline);
  });

  it('is the same object after what it knows already, so that nothing is drawn again', () => {
    const timeline = openTimeline(page(1, 2));
    expect(withItem(timeline, notice(2))).toBe(timeline);
  });

  it('believes a page that says nothing follows, where nothing was heard of since it was asked for', () => {
    const wrong = openTimeline(page(1, 2), 9);
    expect(isAtEnd(withNewerPage(wrong, page(), 9))).toBe(true);
  });

  it('puts an older page before what is there, each item once', () => {
    const timeline = withOlderPage(openTimeline(page(4, 5)), page(2, 3, 4));
    expect(numbers(timeline)).toEqual([2, 3, 4, 5]);
    expect(timeline.hasOlder).toBe(true);
  });

  it('keeps a bounded stretch, and knows that there is more on the side that it forgot', () => {
    const long = openTimeline(page(...Array.from({ length: MAX_ITEMS + 10 }, (_, index) => index + 1)));
    const newest = trimmed(long, 'oldest');
    expect([newest.items.length, newest.items[0]?.number, newest.hasOlder]).toEqual([MAX_ITEMS, 11, true]);
    const oldest = trimmed(long, 'newest');
    expect([oldest.items.length, isAtEnd(oldest), oldest.hasOlder]).toEqual([MAX_ITEMS, false, false]);
  });

  it('of an empty room is at its end, and begins with the first item', () => {
    const empty = openTimeline(page());
    expect(isAtEnd(empty)).toBe(true);
    expect(numbers(withItem(empty, notice(1)))).toEqual([1]);
  });
});
