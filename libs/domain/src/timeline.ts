import { encodeItemId, type ItemAddress, type Revision } from './position.ts';
import type { Message, MessageOrigin } from './message.ts';
import { addsTimelineItem, type EventOf, type RoomEvent } from './room-event.ts';

export type NoticeKind = 'room_created' | 'member_joined' | 'member_left';

/** A row that tells what happened to the room or its members. */
export interface Notice extends ItemAddress {
  readonly kind: 'notice';
  readonly id: string;
  readonly notice: NoticeKind;
  /** The user concerned: who created the room, joined or left. */
  readonly userId: string;
  /** The user who did it (who invited, for a joining). */
  readonly actorId: string;
  readonly createdAt: number;
  readonly messageCount: number;
  readonly revision: Revision;
}

/** What a reader sees as a row. */
export type TimelineItem = Message | Notice;

type MessageEvent = EventOf<'message_posted' | 'message_edited' | 'message_deleted'>;

const isMessageEvent = (event: RoomEvent): event is MessageEvent =>
  event.kind === 'message_posted' || event.kind === 'message_edited' || event.kind === 'message_deleted';

function originOf(event: MessageEvent): MessageOrigin {
  if (event.kind !== 'message_posted') return event.origin;
  const { roomId, epoch, seq, number, messageCount, createdAt, actorId, clientMessageId } = event;
  return { roomId, epoch, seq, number, messageCount, createdAt, authorId: actorId, clientMessageId };
}

/** The message as this event leaves it. */
export function messageOf(event: MessageEvent): Message {
  const origin = originOf(event);
  return {
    kind: 'message',
    id: encodeItemId(origin),
    ...origin,
    body: event.kind === 'message_deleted' ? null : event.body,
    revision: { epoch: event.epoch, seq: event.seq },
    editedAt: event.kind === 'message_edited' ? event.createdAt : null,
  };
}

function noticeOf(event: EventOf<NoticeKind>): Notice {
  const { roomId, epoch, seq, number, messageCount, createdAt, actorId } = event;
  return {
    kind: 'notice',
    id: encodeItemId(event),
    roomId,
    epoch,
    seq,
    number,
    messageCount,
    createdAt,
    notice: event.kind,
    userId: event.kind === 'room_created' ? actorId : event.userId,
    actorId,
    revision: { epoch, seq },
  };
}

/** The timeline item that an event adds or revises; undefined where it does neither. */
export function timelineItemOf(event: RoomEvent): TimelineItem | undefined {
  if (isMessageEvent(event)) return messageOf(event);
  if (event.kind === 'room_ended' || !addsTimelineItem(event.kind)) return undefined;
  return noticeOf(event);
}
