import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType('Room', { description: 'Base contract: a room and who is in it.' })
export class BaseRoom {
  @Field({ description: "The room's id." })
  roomId!: string;

  @Field(() => [String], {
    description: "Every member's user id, distinct, in the order in which they joined.",
  })
  participants!: string[];
}
