import type { TypingSignal } from '@maru/chat';
import type { EventOf, Message } from '@maru/domain';
import { oncePerObject } from '../graphql/once-per-object.ts';

export type NoticeEvent = EventOf<'room_created' | 'member_joined' | 'member_left'>;

/** A message, notice or signal of the base contract, before handles stand for its users. */
export interface BaseMessageSource {
  readonly roomId: string;
  readonly userId: string;
  readonly content: string | { readonly notice: NoticeEvent['kind'] } | null;
  readonly createdAt: number | null;
}

export const ofMessage = ({ roomId, authorId, body, createdAt }: Message): BaseMessageSource => ({
  roomId,
  userId: authorId,
  content: body?.text ?? null,
  createdAt,
});

export const ofPosting = oncePerObject(
  ({ roomId, actorId, body, createdAt }: EventOf<'message_posted'>): BaseMessageSource => ({
    roomId,
    userId: actorId,
    content: body.text,
    createdAt,
  }),
);

/** The user whom a notice is about. */
export const concernedUser = (event: NoticeEvent): string =>
  event.kind === 'room_created' ? event.actorId : event.userId;

export const ofNotice = oncePerObject((event: NoticeEvent): BaseMessageSource => ({
  roomId: event.roomId,
  userId: concernedUser(event),
  content: { notice: event.kind },
  createdAt: event.createdAt,
}));

export const ofTyping = oncePerObject(({ roomId, userId }: TypingSignal): BaseMessageSource => ({
  roomId,
  userId,
  content: null,
  createdAt: null,
}));

export interface BaseRoomSource {
  readonly roomId: string;
}

/** A room, as an event that its members are told of shows it. */
export const ofRoomEvent = oncePerObject(({ roomId }: NoticeEvent): BaseRoomSource => ({ roomId }));
