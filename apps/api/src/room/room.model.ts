import type { RoomSummary } from '@maru/chat';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../graphql/date-time.ts';
import { Node } from '../graphql/node.model.ts';
import { PageInfo } from '../graphql/page.ts';
import { ChatMessage } from '../message/message.model.ts';
import { ChatUser } from '../user/user.model.ts';

/** A room as one of its members sees it. */
export interface RoomView extends RoomSummary {
  readonly viewerId: string;
}

@ObjectType({ implements: () => [Node], description: 'A place to talk, as the viewer, who is a member, sees it.' })
export class ChatRoom extends Node {
  @Field(() => String, {
    nullable: true,
    description: 'The name that was given to the room; null for one that is called after its members.',
  })
  name!: string | null;

  @Field(() => DateTime, { description: 'When the room was made.' })
  createdAt!: number;

  @Field(() => Int, { description: 'How many are in it now, the viewer included.' })
  memberCount!: number;

  @Field(() => [ChatUser], {
    description:
      'The first three members other than the viewer, in the order in which they joined: what an unnamed room is called after.',
  })
  firstMembers!: ChatUser[];

  @Field(() => ChatMessage, { nullable: true, description: 'What was said last; null where nothing was said yet.' })
  lastMessage!: ChatMessage | null;

  @Field(() => DateTime, {
    description: 'When something was last said, or, before that, when something last happened.',
  })
  lastActivityAt!: number;

  @Field(() => Int, { description: "Messages after the viewer's read position." })
  unreadCount!: number;

  @Field(() => Int, { description: 'Number of the last timeline item that the viewer has read; 0 for none.' })
  readNumber!: number;

  @Field({ description: "The end of the room's log now. Read it before the data, then follow `roomEvents` from it." })
  cursor!: string;
}

@ObjectType({ description: 'A room on a page of rooms.' })
export class ChatRoomEdge {
  @Field({ description: 'The place of the room in the list, to page from.' })
  cursor!: string;

  @Field(() => ChatRoom, { description: 'The room.' })
  node!: ChatRoom;
}

@ObjectType({ description: "A page of the viewer's rooms." })
export class ChatRoomConnection {
  @Field(() => [ChatRoomEdge], { description: 'Newest activity first.' })
  edges!: ChatRoomEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}

@InputType({ description: 'A room to be made.' })
export class CreateChatRoomInput {
  @Field({ description: "The client's own id of this request: a retry makes no second room." })
  clientRequestId!: string;

  @Field(() => String, { nullable: true, description: 'None for a room that is called after its members.' })
  name?: string | null;

  @Field(() => [String], { description: 'Handles of the other members.' })
  members!: string[];
}

@InputType({ description: 'An invitation to a room.' })
export class InviteToRoomInput {
  @Field(() => ID, { description: 'The room, which the viewer is in.' })
  roomId!: string;

  @Field({ description: 'Handle of who is invited.' })
  handle!: string;
}

@InputType({ description: 'A leaving.' })
export class LeaveChatRoomInput {
  @Field(() => ID, { description: 'The room to leave.' })
  roomId!: string;
}
