import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../graphql/date-time.ts';

@ObjectType('Message', { description: 'Base contract: something that was said, a notice, or a typing signal.' })
export class BaseMessage {
  @Field({ description: 'The room that it is about.' })
  roomId!: string;

  @Field({ description: 'Handle of the user concerned: who said it, typed, made the room, came or left.' })
  userId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null for an event that carries no text (a typing signal) and for a deleted message.',
  })
  content!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it happened; null for a typing signal.' })
  createdAt!: number | null;
}

@InputType({
  description: 'Which notices to receive: those of a room, those about a user, or both. At least one is required.',
})
export class SystemInput {
  @Field(() => String, { nullable: true, description: "One of the caller's rooms." })
  roomId?: string | null;

  @Field(() => String, { nullable: true, description: "The caller's own handle." })
  userId?: string | null;
}
