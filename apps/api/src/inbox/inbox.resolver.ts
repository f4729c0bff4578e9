import { Inbox, type Chat, type InboxUpdate as Update } from '@maru/chat';
import { LiveSource } from '@maru/fanout';
import { Inject } from '@nestjs/common';
import { Context, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import type { RoomView } from '../room/room.model.ts';
import { CHAT } from '../tokens.ts';
import type { UserRef } from '../user/user.model.ts';
import { InboxUpdate } from './inbox.model.ts';

interface InboxView {
  readonly isSnapshot: boolean;
  readonly rooms: readonly { readonly room: RoomView; readonly typing: readonly UserRef[] }[];
  readonly removedRoomIds: readonly string[];
  readonly online: readonly UserRef[] | null;
}

const refs = (userIds: readonly string[]): UserRef[] => userIds.map((id) => ({ id }));

/** Rooms say who sees them, since what is told is resolved without a viewer. */
const viewOf = ({ rooms, online, ...update }: Update, viewerId: string): InboxView => ({
  ...update,
  rooms: rooms.map(({ summary, typing }) => ({ room: { ...summary, viewerId }, typing: refs(typing) })),
  online: online && refs(online),
});

@Resolver()
export class InboxResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @Subscription(() => InboxUpdate, {
    description:
      "The state of the viewer's rooms, and who is online: a snapshot, then what changed, at most once a second. There is no cursor: after a reconnect a new snapshot comes.",
  })
  @Allow('signedIn')
  inbox(@Context() context: RequestContext): LiveSource<InboxView> {
    const viewer = context.user();
    return new LiveSource((sink) =>
      Inbox.open(this.chat, viewer, {
        update: (update) => sink.next(viewOf(update, viewer.userId)),
        fail: (error) => sink.fail(error),
      }),
    );
  }
}
