import { isLost, timelineItemOf, type LogEnd, type RoomEvent } from '@maru/domain';
import type { StoredHead } from './room-rows.ts';

/** A room's head after these events, which come in the order of the log; the same object where they are in it already or were lost. */
export function headAfter(head: StoredHead, events: readonly RoomEvent[]): StoredHead {
  return events.reduce((before, event) => {
    if (isLost(before.epochs, event) || event.seq <= (before.end?.seq ?? 0)) return before;
    const last = lastAfter(before.last, event);
    return { ...before, end: endAt(event), ...(last && { last }) };
  }, head);
}

const endAt = ({ epoch, seq, number, messageCount, createdAt }: RoomEvent): LogEnd => ({
  epoch,
  seq,
  number,
  messageCount,
  createdAt,
});

/** A new message, or a newer revision of the same. */
function lastAfter(last: RoomEvent | undefined, event: RoomEvent): RoomEvent | undefined {
  const item = timelineItemOf(event);
  if (item?.kind !== 'message') return last;
  const isLast = event.kind === 'message_posted' || (last && timelineItemOf(last)?.id === item.id);
  return isLast ? event : last;
}
