import { Field, ID, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../graphql/date-time.ts';
import { ChatMessage } from '../message/message.model.ts';
import { RoomNotice } from '../timeline/notice.model.ts';
import { ChatUser } from '../user/user.model.ts';
import type { RoomEventView } from './room-event.ts';

const TYPES: Record<RoomEventView['kind'], string> = {
  room_created: 'RoomCreated',
  room_ended: 'RoomEnded',
  member_joined: 'MemberJoined',
  member_left: 'MemberLeft',
  message_posted: 'MessagePosted',
  message_edited: 'MessageEdited',
  message_deleted: 'MessageDeleted',
};

export const roomEventType = ({ kind }: RoomEventView): string => TYPES[kind];

@InterfaceType({ description: 'Something that happened in a room and stays.', resolveType: roomEventType })
export abstract class RoomEvent {
  @Field(() => ID, { description: 'The room that it happened in.' })
  roomId!: string;

  @Field(() => Int, { description: "Its position in the room's log: 1, 2, 3 … without gaps." })
  seq!: number;

  @Field({ description: "The room's log right after it: to go on from there." })
  cursor!: string;

  @Field(() => DateTime, { description: 'When it happened; never before the event before it.' })
  createdAt!: number;

  @Field(() => ChatUser, { description: 'Who did it.' })
  actor!: ChatUser;
}

@ObjectType({ implements: () => [RoomEvent], description: 'The room was made. Always the first event.' })
export class RoomCreated extends RoomEvent {
  @Field(() => RoomNotice, { description: 'The row that it adds to the timeline.' })
  notice!: RoomNotice;
}

@ObjectType({ implements: () => [RoomEvent], description: 'Somebody came in.' })
export class MemberJoined extends RoomEvent {
  @Field(() => ChatUser, { description: 'Who came in.' })
  user!: ChatUser;

  @Field(() => RoomNotice, { description: 'The row that it adds to the timeline.' })
  notice!: RoomNotice;
}

@ObjectType({
  implements: () => [RoomEvent],
  description: 'Somebody left. Where it is the viewer, it is the last event that the subscription tells.',
})
export class MemberLeft extends RoomEvent {
  @Field(() => ChatUser, { description: 'Who left.' })
  user!: ChatUser;

  @Field(() => RoomNotice, { description: 'The row that it adds to the timeline.' })
  notice!: RoomNotice;
}

@ObjectType({ implements: () => [RoomEvent], description: 'The last member left: nothing comes after it.' })
export class RoomEnded extends RoomEvent {}

@ObjectType({ implements: () => [RoomEvent], description: 'Somebody said something.' })
export class MessagePosted extends RoomEvent {
  @Field(() => ChatMessage, { description: 'The message.' })
  message!: ChatMessage;
}

@ObjectType({ implements: () => [RoomEvent], description: 'Somebody changed what they had said.' })
export class MessageEdited extends RoomEvent {
  @Field(() => ChatMessage, { description: 'The whole message, as it is now.' })
  message!: ChatMessage;
}

@ObjectType({ implements: () => [RoomEvent], description: 'What somebody had said was taken back.' })
export class MessageDeleted extends RoomEvent {
  @Field(() => ChatMessage, { description: 'The message, without its text.' })
  message!: ChatMessage;
}
