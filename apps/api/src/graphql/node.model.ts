import { Field, ID, InterfaceType } from '@nestjs/graphql';

/** How a looked-up thing says what it is. */
export interface TypedNode {
  readonly nodeType: 'ChatUser' | 'ChatRoom' | 'ChatMessage' | 'RoomNotice';
}

@InterfaceType({
  description: 'Anything that can be looked up again by its id.',
  resolveType: ({ nodeType }: TypedNode) => nodeType,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, and never used for anything else.' })
  id!: string;
}
