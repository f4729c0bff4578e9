import type { TimelineItem } from './timeline-documents.ts';
import { isAtEnd, type Timeline } from './timeline.ts';

/**
 * The part of what is loaded that is in the document, by number, both ends inclusive. It moves along with the view, so that a long
 * room costs the browser no more than a short one; rows lie in the normal flow, so that no part of the view is ever empty.
 */
export interface Stretch {
  readonly from: number;
  /** Infinity: the end, with whatever comes. */
  readonly to: number;
}

/** What a view sees of the rows that are mounted. */
export interface Sight {
  /** Whether little is left above, or below: it is time for more. */
  readonly nearTop: boolean;
  readonly nearBottom: boolean;
  /** Numbers of the first and the last item that are not yet far out of sight. */
  readonly keepFrom: number;
  readonly keepTo: number;
}

const AROUND = 30;
const STEP = 20;
/** Rows that are out of sight go in batches: each batch costs an update. */
const BATCH = 10;
const LOADED_IN_RESERVE = 60;

const firstNumber = ({ items }: Timeline) => items[0]?.number ?? 1;
const lastNumber = ({ items }: Timeline) => items.at(-1)?.number ?? 0;

/** @param number an item's; what lies beyond the end means the end */
export function stretchAround(number: number, timeline: Timeline): Stretch {
  const middle = Math.min(number, lastNumber(timeline));
  return within(timeline, { from: middle - AROUND, to: middle + AROUND });
}

/** The stretch after somebody looked at it, or after more was loaded: longer where little is left, shorter where nobody looks. */
export function adjusted(stretch: Stretch, sight: Sight, timeline: Timeline): Stretch {
  const last = Math.min(stretch.to, lastNumber(timeline));
  const isLongAbove = sight.keepFrom - stretch.from > BATCH;
  const isLongBelow = last - sight.keepTo > BATCH;
  const from = isLongAbove ? sight.keepFrom : stretch.from - (sight.nearTop ? STEP : 0);
  const to = isLongBelow ? sight.keepTo : stretch.to + (sight.nearBottom ? STEP : 0);
  const next = within(timeline, { from, to });
  return next.from === stretch.from && next.to === stretch.to ? stretch : next;
}

function within(timeline: Timeline, { from, to }: Stretch): Stretch {
  const last = lastNumber(timeline);
  const end = isAtEnd(timeline) ? Infinity : last;
  return { from: Math.max(from, firstNumber(timeline)), to: to >= last ? end : to };
}

export const itemsIn = ({ from, to }: Stretch, { items }: Timeline): TimelineItem[] =>
  items.filter(({ number }) => number >= from && number <= to);

/** Whether it is time to load more, before the view comes to the end of what is loaded. */
export const needsOlder = ({ from }: Stretch, { nearTop }: Sight, timeline: Timeline): boolean =>
  nearTop && timeline.hasOlder && from - firstNumber(timeline) < LOADED_IN_RESERVE;

export const needsNewer = ({ to }: Stretch, { nearBottom }: Sight, timeline: Timeline): boolean =>
  nearBottom && !isAtEnd(timeline) && lastNumber(timeline) - to < LOADED_IN_RESERVE;
