import type { ResyncReason } from '@maru/chat';
import { encodeCursor, timelineItemOf, type RoomEvent, type TimelineItem } from '@maru/domain';
import { oncePerObject } from '../graphql/once-per-object.ts';
import type { UserRef } from '../user/user.model.ts';

/** An event as its fields tell it. */
export interface RoomEventView {
  readonly kind: RoomEvent['kind'];
  readonly roomId: string;
  readonly seq: number;
  readonly createdAt: number;
  readonly cursor: string;
  readonly actor: UserRef;
  /** Who came in or left. */
  readonly user: UserRef | undefined;
  /** The row of the timeline that it adds or changes; under both names, of which a type has one. */
  readonly notice: TimelineItem | undefined;
  readonly message: TimelineItem | undefined;
}

/** Told instead of an event. */
export interface Resync {
  readonly kind: 'resync_required';
  readonly roomId: string;
  readonly reason: ResyncReason;
}

export const viewEvent = oncePerObject((event: RoomEvent): RoomEventView => {
  const { kind, roomId, seq, createdAt, actorId } = event;
  const item = timelineItemOf(event);
  return {
    kind,
    roomId,
    seq,
    createdAt,
    cursor: encodeCursor(event),
    actor: { id: actorId },
    user: 'userId' in event ? { id: event.userId } : undefined,
    notice: item,
    message: item,
  };
});
