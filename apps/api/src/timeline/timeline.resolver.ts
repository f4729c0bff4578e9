import { lastNumberBefore, readTimeline, type Chat } from '@maru/chat';
import type { TimelineItem } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { connection, type Connection } from '../graphql/page.ts';
import type { RoomView } from '../room/room.model.ts';
import { ChatRoom } from '../room/room.model.ts';
import { CHAT } from '../tokens.ts';
import { timelineRange } from './timeline-range.ts';
import { TimelineArgs, TimelineConnection } from './timeline.model.ts';

@Resolver(() => ChatRoom)
export class TimelineResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @ResolveField(() => TimelineConnection, {
    description: [
      'Messages and notices, ascending. Exactly one of `first` (forward) and `last` (backward), 1 to 200.',
      'It starts at an item (`after`, `before`: ids of items, exclusive), at a place (`from`) or at an instant (`at`); by default `first` from START, `last` from END.',
    ].join('\n'),
  })
  async timeline(@Parent() room: RoomView, @Args() args: TimelineArgs): Promise<Connection<TimelineItem>> {
    const range = await timelineRange(room, args, (instant) => lastNumberBefore(this.chat, room.room, instant));
    const page = await readTimeline(this.chat, room.room, range);
    const edges = page.items.map((node) => ({ cursor: node.id, node }));
    return connection(edges, { before: page.hasOlder, after: page.hasNewer });
  }
}
