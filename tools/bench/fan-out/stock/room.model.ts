import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class ChatUser {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  handle!: string;
}

@ObjectType()
export class ChatMessage {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  roomId!: string;

  @Field(() => Int)
  number!: number;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => ChatUser)
  author!: ChatUser;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field(() => String, { nullable: true })
  clientMessageId!: string | null;

  @Field(() => Date, { nullable: true })
  editedAt!: Date | null;

  @Field(() => Boolean)
  isDeleted!: boolean;

  @Field(() => Int)
  revision!: number;
}

@ObjectType()
export class MessagePosted {
  @Field(() => String)
  cursor!: string;

  @Field(() => ChatMessage)
  message!: ChatMessage;
}

@InputType()
export class SendMessageInput {
  @Field(() => ID)
  roomId!: string;

  @Field(() => String)
  clientMessageId!: string;

  @Field(() => String)
  text!: string;
}
