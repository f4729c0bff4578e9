import type { PageRange, RoomSummary } from '@maru/chat';
import { badInput, decodeItemId } from '@maru/domain';
import { isGiven } from '../graphql/arguments.ts';
import { checkPageSize } from '../graphql/page.ts';
import { TimelinePlace, type TimelineArgs } from './timeline.model.ts';

/**
 * Which numbers of a timeline are asked for.
 * @throws ChatError BAD_USER_INPUT where the arguments contradict each other, or name an item of another room
 */
export function timelineRange(summary: RoomSummary, args: TimelineArgs): PageRange {
  const { first, last, after, before, from } = args;
  if (isGiven(first) === isGiven(last)) throw badInput('Give exactly one of first (forward) and last (backward).');
  if ((isGiven(after) && !isGiven(first)) || (isGiven(before) && !isGiven(last)))
    throw badInput('The argument after goes with first, before with last.');
  const item = after ?? before;
  if (isGiven(item) && isGiven(from)) throw badInput('Give an item or a place to start from, not both.');
  if (isGiven(first)) {
    const start = isGiven(item) ? numberOf(summary, item) : endOfPlace(summary, from ?? TimelinePlace.START);
    return { after: start, limit: checkPageSize(first) };
  }
  const end = isGiven(item) ? numberOf(summary, item) : endOfPlace(summary, from ?? TimelinePlace.END) + 1;
  return { before: end, limit: checkPageSize(last ?? 0) };
}

function numberOf({ room }: RoomSummary, itemId: string): number {
  const address = decodeItemId(itemId);
  if (address?.roomId !== room.id) throw badInput('This id names no item of this timeline.');
  return address.number;
}

/** Number of the last item before a place. */
function endOfPlace({ room, readNumber }: RoomSummary, place: TimelinePlace): number {
  switch (place) {
    case TimelinePlace.START:
      return 0;
    case TimelinePlace.END:
      return room.head.number;
    case TimelinePlace.READ_POSITION:
      return readNumber;
  }
}
