import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo } from '../graphql/page.ts';
import { ChatMessage } from '../message/message.model.ts';
import { ChatRoom } from '../room/room.model.ts';

@InputType({ description: 'What to search for.' })
export class SearchMessagesInput {
  @Field({
    description:
      'Words that must all be found, or their beginnings; parts of Korean and other CJK text of two characters or more. At most 200 characters; nothing is found for a blank one. It is text: no syntax.',
  })
  text!: string;

  @Field(() => ID, { nullable: true, description: 'Only in this room.' })
  roomId?: string | null;
}

@ObjectType({ description: "A stretch of a message's text, in UTF-16 code units." })
export class SearchHighlight {
  @Field(() => Int, { description: 'First UTF-16 code unit.' })
  start!: number;

  @Field(() => Int, { description: 'Code unit after the last.' })
  end!: number;
}

@ObjectType({ description: 'A message that was found.' })
export class SearchResult {
  @Field(() => ChatMessage, { description: 'The message.' })
  message!: ChatMessage;

  @Field(() => ChatRoom, { description: 'The room that it is in.' })
  room!: ChatRoom;

  @Field(() => [SearchHighlight], { description: 'Where the words are in its text: ascending, not overlapping.' })
  highlights!: SearchHighlight[];
}

@ObjectType({ description: 'A result on a page of results.' })
export class SearchResultEdge {
  @Field({ description: 'The place of the result in the list, to page from.' })
  cursor!: string;

  @Field(() => SearchResult, { description: 'The result.' })
  node!: SearchResult;
}

@ObjectType({ description: 'A page of search results.' })
export class SearchResultConnection {
  @Field(() => [SearchResultEdge], { description: 'Newest first.' })
  edges!: SearchResultEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}
