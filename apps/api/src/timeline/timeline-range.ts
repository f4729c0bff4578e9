import type { PageRange, RoomSummary } from '@maru/chat';
import { badInput, decodeItemId } from '@maru/domain';
import { isGiven } from '../graphql/arguments.ts';
import { checkPageSize } from '../graphql/page.ts';
import { TimelinePlace, type TimelineArgs } from './timeline.model.ts';

/**
 * Which numbers of a timeline are asked for.
 * @param lastBefore tells the number of the last item before an instant, which has to be looked up; 0 where there is none
 * @throws ChatError BAD_USER_INPUT where the arguments contradict each other, or name an item of another room
 */
export async function timelineRange(
  summary: RoomSummary,
  args: TimelineArgs,
  lastBefore: (instant: number) => Promise<number>,
): Promise<PageRange> {
  const { first, last, after, before, from, at } = args;
  if (isGiven(first) === isGiven(last)) throw badInput('Give exactly one of first (forward) and last (backward).');
  if ((isGiven(after) && !isGiven(first)) || (isGiven(before) && !isGiven(last)))
    throw badInput('The argument after goes with first, before with last.');
  const item = after ?? before;
  if ([item, from, at].filter(isGiven).length > 1)
    throw badInput('Give one of an item, a place and an instant to start from.');
  const limit = checkPageSize(first ?? last ?? 0);
  if (isGiven(item))
    return isGiven(first) ? { after: numberOf(summary, item), limit } : { before: numberOf(summary, item), limit };
  const place = from ?? (isGiven(first) ? TimelinePlace.START : TimelinePlace.END);
  const start = isGiven(at) ? await lastBefore(at) : endOfPlace(summary, place);
  return isGiven(first) ? { after: start, limit } : { before: start + 1, limit };
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
