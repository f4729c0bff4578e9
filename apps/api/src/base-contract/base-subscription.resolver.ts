import type { Chat, Online } from '@maru/chat';
import { badInput, mayRead, type Session } from '@maru/domain';
import { LiveSource } from '@maru/fanout';
import { Inject } from '@nestjs/common';
import { Args, Context, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import { isGiven } from '../graphql/arguments.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT } from '../tokens.ts';
import { callerNamed } from './base-caller.ts';
import { BaseMessage, SystemInput } from './base-message.model.ts';
import { ofPosting, ofRoomEvent, ofTyping, type BaseMessageSource, type BaseRoomSource } from './base-message.ts';
import { BaseRoom } from './base-room.model.ts';
import { Notices } from './notices.ts';
import { VisibleRooms } from './visible-rooms.ts';

type Optional = string | null | undefined;

@Resolver()
export class BaseSubscriptionResolver {
  constructor(
    @Inject(CHAT) private readonly chat: Chat,
    @Inject(VisibleRooms) private readonly rooms: VisibleRooms,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  @Subscription(() => BaseMessage, {
    description: 'Messages of one room (roomId), or of all rooms of the caller (userId). Exactly one is given.',
  })
  @Allow('signingIn')
  async message(
    @Args('roomId', { type: () => String, nullable: true, description: "One of the caller's rooms." }) roomId: Optional,
    @Args('userId', { type: () => String, nullable: true, description: "The caller's own handle." }) userId: Optional,
    @Context() context: RequestContext,
  ): Promise<LiveSource<BaseMessageSource>> {
    const viewer = await this.caller(context, roomId, userId);
    if (isGiven(roomId) === isGiven(userId)) throw badInput('Give exactly one of roomId and userId.');
    return new LiveSource((sink) =>
      this.rooms.follow(viewer, sink, {
        event: (event) => {
          const isWanted = event.kind === 'message_posted' && (!isGiven(roomId) || event.roomId === roomId);
          return isWanted ? ofPosting(event) : undefined;
        },
      }),
    );
  }

  @Subscription(() => BaseRoom, {
    description: 'A room was created with this user in it, or somebody joined a room of this user.',
  })
  @Allow('signingIn')
  async roomCreated(
    @Args('userId', { description: "The caller's own handle." }) userId: string,
    @Context() context: RequestContext,
  ): Promise<LiveSource<BaseRoomSource>> {
    const viewer = await callerNamed(context, userId);
    return new LiveSource((sink) =>
      this.rooms.follow(viewer, sink, {
        event: (event) =>
          event.kind === 'room_created' || event.kind === 'member_joined' ? ofRoomEvent(event) : undefined,
        reminder: (reminded) => ({ roomId: reminded }),
      }),
    );
  }

  @Subscription(() => BaseMessage, { description: 'Notices: a room was created, a user joined, a user left.' })
  @Allow('signingIn')
  async system(
    @Args('input', { description: 'Which notices to receive.' }) { roomId, userId }: SystemInput,
    @Context() context: RequestContext,
  ): Promise<LiveSource<BaseMessageSource>> {
    const viewer = await this.caller(context, roomId, userId);
    if (!isGiven(roomId) && !isGiven(userId)) throw badInput('Give a roomId, a userId, or both.');
    const filter = { roomId: roomId ?? undefined, userId: isGiven(userId) ? viewer.userId : undefined };
    return new LiveSource((sink) => this.notices.follow(viewer, filter, sink));
  }

  @Subscription(() => BaseMessage, { description: 'The other members of a room who are typing.' })
  @Allow('member')
  async typing(
    @Args('roomId', { description: "One of the caller's rooms." }) roomId: string,
    @Context() context: RequestContext,
  ): Promise<LiveSource<BaseMessageSource>> {
    const viewer = context.user();
    await this.rooms.access(viewer, roomId, mayRead);
    return new LiveSource((sink) =>
      this.chat.viewers.listen(viewer, {
        typing: (signal) => {
          if (signal.roomId === roomId && signal.userId !== viewer.userId) sink.next(ofTyping(signal));
        },
      }),
    );
  }

  @Subscription(() => [String], { description: 'The ids of all users online: now, and again after each change.' })
  @Allow('anyone')
  userPresence(): LiveSource<Online['handles']> {
    return new LiveSource((sink) => this.chat.online.listen((online) => sink.next(online.handles)));
  }

  /** @throws ChatError UNAUTHENTICATED, FORBIDDEN, ROOM_NOT_FOUND */
  private async caller(context: RequestContext, roomId: Optional, userId: Optional): Promise<Session> {
    const viewer = isGiven(userId) ? await callerNamed(context, userId) : context.user();
    if (isGiven(roomId)) await this.rooms.access(viewer, roomId, mayRead);
    return viewer;
  }
}
