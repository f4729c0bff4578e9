import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTime } from '../graphql/date-time.ts';
import { PageInfo } from '../graphql/page.ts';
import { TimelineItem } from './timeline-item.model.ts';

export enum TimelinePlace {
  START = 'START',
  END = 'END',
  READ_POSITION = 'READ_POSITION',
}
registerEnumType(TimelinePlace, {
  name: 'TimelinePlace',
  description: 'A place in a timeline that needs no id.',
  valuesMap: {
    START: { description: 'Before the first item.' },
    END: { description: 'After the last item.' },
    READ_POSITION: { description: 'After the last item that the viewer has read.' },
  },
});

@ObjectType({ description: 'An item on a page of a timeline.' })
export class TimelineEdge {
  @Field({ description: "The item's id, to page from." })
  cursor!: string;

  @Field(() => TimelineItem, { description: 'The item.' })
  node!: TimelineItem;
}

@ObjectType({ description: 'A page of a timeline.' })
export class TimelineConnection {
  @Field(() => [TimelineEdge], { description: 'Ascending by number.' })
  edges!: TimelineEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}

@ArgsType()
export class TimelineArgs {
  @Field(() => Int, { nullable: true, description: 'That many items forward, 1 to 200.' })
  first?: number | null;

  @Field(() => ID, { nullable: true, description: 'Forward from this item, which is not on the page.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'That many items backward, 1 to 200.' })
  last?: number | null;

  @Field(() => ID, { nullable: true, description: 'Backward from this item, which is not on the page.' })
  before?: string | null;

  @Field(() => TimelinePlace, { nullable: true, description: 'From this place, instead of an item.' })
  from?: TimelinePlace | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'From this instant, instead of an item or a place: between what was before it, and what was then or later.',
  })
  at?: number | null;
}
