import { Field, ID, Int, InterfaceType } from '@nestjs/graphql';
import type { TimelineItem as Item } from '@maru/domain';
import { DateTime } from '../graphql/date-time.ts';

export const timelineItemType = ({ kind }: Item) => (kind === 'message' ? 'ChatMessage' : 'RoomNotice');

@InterfaceType({
  description: "A row of a room's timeline: a message, or a notice that stays.",
  resolveType: timelineItemType,
})
export abstract class TimelineItem {
  @Field(() => ID, { description: 'Opaque; also the place to page from.' })
  id!: string;

  @Field(() => ID, { description: 'The room that it is in.' })
  roomId!: string;

  @Field(() => Int, { description: "Position of the event that made it, in the room's log." })
  seq!: number;

  @Field(() => Int, { description: 'Dense number in the timeline: 1, 2, 3 …' })
  number!: number;

  @Field(() => DateTime, { description: 'When it happened; never before the item above it.' })
  createdAt!: number;

  @Field({ description: "The room's log right after this item." })
  cursor!: string;
}
