import {
  activityAt,
  createRoom,
  invite,
  leaveRoom,
  listRooms,
  roomSummary,
  type Chat,
  type RoomPlace,
} from '@maru/chat';
import { encodeCursor, type Message, type Session } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import { isGiven } from '../graphql/arguments.ts';
import { isText, isWhole, OpaqueCursor } from '../graphql/opaque-cursor.ts';
import { checkPageSize, connection, pageSizeOf, type Connection } from '../graphql/page.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT } from '../tokens.ts';
import {
  ChatRoom,
  ChatRoomConnection,
  CreateChatRoomInput,
  InviteToRoomInput,
  LeaveChatRoomInput,
  type RoomView,
} from './room.model.ts';

const ROOMS_A_PAGE = 50;

const places = new OpaqueCursor<RoomPlace>(
  (place) => [place.activityAt, place.roomId],
  ([activity, roomId]) => (isWhole(activity) && isText(roomId) ? { activityAt: activity, roomId } : undefined),
);

@Resolver(() => ChatRoom)
export class RoomResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @ResolveField()
  id({ room }: RoomView): string {
    return room.id;
  }

  @ResolveField()
  name({ room }: RoomView): string | null {
    return room.name;
  }

  @ResolveField()
  createdAt({ room }: RoomView): number {
    return room.createdAt;
  }

  @ResolveField()
  lastMessage({ room }: RoomView): Message | null {
    return room.head.lastMessage;
  }

  @ResolveField()
  lastActivityAt({ room }: RoomView): number {
    return activityAt(room.head);
  }

  @ResolveField()
  cursor({ room }: RoomView): string {
    return encodeCursor({ roomId: room.id, epoch: room.head.epoch, seq: room.head.seq });
  }

  @Query(() => ChatRoomConnection, { description: "The viewer's rooms, newest activity first. At most 200 a page." })
  @Allow('signedIn')
  async chatRooms(
    @Args('first', pageSizeOf(ROOMS_A_PAGE)) first: number | null,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor of the edge to go on after.' })
    after: string | null | undefined,
    @Context() context: RequestContext,
  ): Promise<Connection<RoomView>> {
    const viewer = context.user();
    const from = isGiven(after) ? places.decode(after) : undefined;
    const { summaries, hasMore } = await listRooms(this.chat, viewer, checkPageSize(first ?? ROOMS_A_PAGE), from);
    const edges = summaries.map((summary) => ({
      cursor: places.encode({ activityAt: activityAt(summary.room.head), roomId: summary.room.id }),
      node: { ...summary, viewerId: viewer.userId },
    }));
    return connection(edges, { before: from !== undefined, after: hasMore });
  }

  @Query(() => ChatRoom, { description: "One of the viewer's rooms." })
  @Allow('member')
  chatRoom(
    @Args('id', { type: () => ID, description: "The room's id." }) id: string,
    @Context() context: RequestContext,
  ): Promise<RoomView> {
    return this.view(context.user(), id);
  }

  @Mutation(() => ChatRoom, { description: 'Makes a room that is joined by invitation. Safe to repeat.' })
  @Allow('signedIn')
  async createChatRoom(
    @Args('input', { description: 'The room.' }) input: CreateChatRoomInput,
    @Context() context: RequestContext,
  ): Promise<RoomView> {
    const viewer = context.user();
    return this.view(viewer, await createRoom(context.core, viewer, input));
  }

  @Mutation(() => ChatRoom, {
    description: "Adds somebody to one of the viewer's rooms; who is in already is only told of the room again.",
  })
  @Allow('member')
  async inviteToRoom(
    @Args('input', { description: 'Whom, and where to.' }) { roomId, handle }: InviteToRoomInput,
    @Context() context: RequestContext,
  ): Promise<RoomView> {
    const viewer = context.user();
    await invite(context.core, viewer, roomId, handle);
    return this.view(viewer, roomId);
  }

  @Mutation(() => Boolean, {
    description: "Ends the viewer's membership. The last one to leave ends the room. Safe to repeat.",
  })
  @Allow('member')
  async leaveChatRoom(
    @Args('input', { description: 'The room.' }) { roomId }: LeaveChatRoomInput,
    @Context() context: RequestContext,
  ): Promise<boolean> {
    await leaveRoom(context.core, context.user().userId, roomId);
    return true;
  }

  private async view(viewer: Session, roomId: string): Promise<RoomView> {
    return { ...(await roomSummary(this.chat, viewer, roomId)), viewerId: viewer.userId };
  }
}
