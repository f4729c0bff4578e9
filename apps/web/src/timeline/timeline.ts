import type { TimelineItem } from './timeline-documents.ts';

/**
 * A stretch of a room's timeline without gaps: what is loaded, and shown. Pages lengthen it, events lengthen and revise it.
 * All functions here are pure; whatever comes twice, or late, changes nothing.
 */
export interface Timeline {
  /** Ascending by number, each once. */
  readonly items: readonly TimelineItem[];
  /** Whether there is something before the first item. */
  readonly hasOlder: boolean;
  /** The highest number that is known to exist; 0 in an empty timeline. */
  readonly head: number;
  /** The latest revisions of items that are not loaded: a page that is on its way may have been read before them. */
  readonly unplaced: readonly TimelineItem[];
}

export interface TimelinePage {
  /** Ascending by number. */
  readonly items: readonly TimelineItem[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

export const EMPTY_TIMELINE: Timeline = { items: [], hasOlder: false, head: 0, unplaced: [] };
/** Items that are kept at most: the rest is loaded again where it is needed, so that long rooms cost no more than short ones. */
export const MAX_ITEMS = 400;
const MAX_UNPLACED = 200;

const lastNumber = (items: readonly TimelineItem[]) => items.at(-1)?.number ?? 0;

/** Whether the newest item is loaded: only then do events lengthen the stretch. */
export const isAtEnd = ({ items, head }: Timeline): boolean => lastNumber(items) >= head;

export const isLoaded = ({ items }: Timeline, number: number): boolean =>
  number >= (items[0]?.number ?? Infinity) && number <= lastNumber(items);

/** @param head the highest number that is known to exist */
export function openTimeline(page: TimelinePage, head = 0): Timeline {
  const last = lastNumber(page.items);
  return {
    items: page.items,
    hasOlder: page.hasOlder,
    unplaced: [],
    head: Math.max(head, page.hasNewer ? last + 1 : last),
  };
}

export function withOlderPage(timeline: Timeline, page: TimelinePage): Timeline {
  const first = timeline.items[0]?.number ?? Infinity;
  const older = upToDate(timeline, page.items).filter(({ number }) => number < first);
  return { ...timeline, items: [...older, ...timeline.items], hasOlder: page.hasOlder };
}

/**
 * @param headWhenAsked the head at the time of asking: if the page says that nothing follows, and nothing was heard of since,
 *   then nothing does, whatever was thought before
 */
export function withNewerPage(timeline: Timeline, page: TimelinePage, headWhenAsked: number): Timeline {
  const last = lastNumber(timeline.items);
  const items = [...timeline.items, ...upToDate(timeline, page.items).filter(({ number }) => number > last)];
  const heardSince = timeline.head > headWhenAsked;
  const head = Math.max(page.hasNewer || heardSince ? timeline.head : 0, lastNumber(items));
  return { ...timeline, items, head: page.hasNewer ? Math.max(head, lastNumber(items) + 1) : head };
}

/** The timeline after an event that adds or revises an item. Away from the end, it only gets known that there is more. */
export function withItem(timeline: Timeline, item: TimelineItem): Timeline {
  if (item.number > timeline.head) {
    const isNext = isAtEnd(timeline) && (timeline.items.length === 0 || item.number === timeline.head + 1);
    return { ...timeline, items: isNext ? [...timeline.items, item] : timeline.items, head: item.number };
  }
  // The head may be known ahead of its items: from an answer that was read while events were on their way.
  if (item.number === lastNumber(timeline.items) + 1) return { ...timeline, items: [...timeline.items, item] };
  return revised(timeline, item);
}

function revised(timeline: Timeline, item: TimelineItem): Timeline {
  const index = timeline.items.findIndex(({ id }) => id === item.id);
  const known = timeline.items[index];
  if (!known) return isLoadable(timeline, item) ? withUnplaced(timeline, item) : timeline;
  return isNewer(item, known) ? { ...timeline, items: timeline.items.with(index, item) } : timeline;
}

/** Whether an item may come with a page yet: it is beyond the stretch on a side that goes on. */
const isLoadable = (timeline: Timeline, { number }: TimelineItem): boolean =>
  number > lastNumber(timeline.items) || timeline.hasOlder;

const withUnplaced = (timeline: Timeline, item: TimelineItem): Timeline => ({
  ...timeline,
  unplaced: [...timeline.unplaced.filter(({ id }) => id !== item.id), item].slice(-MAX_UNPLACED),
});

function upToDate({ unplaced }: Timeline, items: readonly TimelineItem[]): TimelineItem[] {
  return items.map((item) => {
    const revision = unplaced.find(({ id }) => id === item.id);
    return revision && isNewer(revision, item) ? revision : item;
  });
}

const isNewer = (item: TimelineItem, known: TimelineItem): boolean =>
  item.__typename === 'ChatMessage' && known.__typename === 'ChatMessage' && item.revision > known.revision;

/** Forgets what is beyond the most that is kept, on the side that nobody looks at. */
export function trimmed(timeline: Timeline, forget: 'oldest' | 'newest'): Timeline {
  if (timeline.items.length <= MAX_ITEMS) return timeline;
  if (forget === 'newest') return { ...timeline, items: timeline.items.slice(0, MAX_ITEMS) };
  return { ...timeline, items: timeline.items.slice(-MAX_ITEMS), hasOlder: true };
}
