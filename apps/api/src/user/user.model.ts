import { Field, ObjectType } from '@nestjs/graphql';
import { Node } from '../graphql/node.model.ts';

/** A user as resolvers hand it on: what there is to know is loaded when it is asked for. */
export interface UserRef {
  readonly id: string;
}

@ObjectType({ implements: () => [Node], description: 'A person or program that chats.' })
export class ChatUser extends Node {
  @Field({ description: 'The name by which the user is known.' })
  handle!: string;

  @Field({ description: "Whether at least one of the user's connections is open now." })
  isOnline!: boolean;
}
