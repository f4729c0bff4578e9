import { followRoom, type Chat } from '@maru/chat';
import { LiveSource } from '@maru/fanout';
import { Inject } from '@nestjs/common';
import { Args, Context, ID, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT } from '../tokens.ts';
import { viewEvent, type Resync, type RoomEventView } from './room-event.ts';
import { RoomUpdate } from './room-update.model.ts';

@Resolver()
export class RoomEventResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @Subscription(() => RoomUpdate, {
    description: 'One room from a cursor on: first what was missed, then live; each event exactly once, in seq order.',
  })
  @Allow('member')
  roomEvents(
    @Args('roomId', { type: () => ID, description: 'The room, which the viewer is in.' }) roomId: string,
    @Args('after', { description: 'A cursor of this room: what was seen already.' }) after: string,
    @Context() context: RequestContext,
  ): LiveSource<RoomEventView | Resync> {
    const viewer = context.user();
    return new LiveSource((sink) =>
      followRoom(this.chat, viewer, roomId, after, {
        event: (event) => sink.next(viewEvent(event)),
        resync: (reason) => sink.next({ kind: 'resync_required', roomId, reason }),
        end: () => sink.complete(),
        fail: (error) => sink.fail(error),
        ready: () => sink.ready(),
      }),
    );
  }
}
