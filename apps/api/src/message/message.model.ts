import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../graphql/date-time.ts';
import { Node } from '../graphql/node.model.ts';
import { TimelineItem } from '../timeline/timeline-item.model.ts';
import { ChatUser } from '../user/user.model.ts';

@ObjectType({ implements: () => [Node, TimelineItem], description: 'What somebody said in a room.' })
export class ChatMessage extends TimelineItem {
  @Field(() => ChatUser, { description: 'Who said it.' })
  author!: ChatUser;

  @Field(() => String, { nullable: true, description: 'Null once the message is deleted.' })
  text!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The sender's own id of the message: merge by it. Null where the sender's client gave none.",
  })
  clientMessageId!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last edited; null for one that never was.' })
  editedAt!: number | null;

  @Field({ description: 'Whether its text was taken back.' })
  isDeleted!: boolean;

  @Field(() => Int, {
    description:
      'Seq of the event that last changed the message: of two versions, the one with the higher value is the newer.',
  })
  revision!: number;
}

@InputType({ description: 'A message to be sent.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'The room to send it to.' })
  roomId!: string;

  @Field({
    description:
      "The client's own id of the message: a repetition, after whatever time, makes no second one. A UUIDv7 or ULID by best: it carries its time.",
  })
  clientMessageId!: string;

  @Field({ description: 'What to say; at most 4,000 code points by default.' })
  text!: string;
}

@InputType({ description: 'How far the viewer has read.' })
export class MarkReadInput {
  @Field(() => ID, { description: 'The room that was read.' })
  roomId!: string;

  @Field(() => ID, { description: 'The last item of its timeline that was read: a message or a notice.' })
  messageId!: string;
}

@InputType({ description: 'Where the viewer is typing.' })
export class SetTypingInput {
  @Field(() => ID, { description: 'The room whose other members are told.' })
  roomId!: string;
}

@ObjectType({ description: 'How far the viewer has read in a room.' })
export class ReadPosition {
  @Field(() => ID, { description: 'The room.' })
  roomId!: string;

  @Field(() => Int, { description: 'Number of the last timeline item that was read.' })
  readNumber!: number;

  @Field(() => Int, { description: 'Messages after it.' })
  unreadCount!: number;
}
