import { createRoom, invite, leaveRoom, sendMessage, setUser, type Chat } from '@maru/chat';
import { mayLeave, mayPost, mayRead, type Session } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, ArgsType, Context, Field, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT } from '../tokens.ts';
import { checkOwnId } from './base-caller.ts';
import { VisibleRooms } from './visible-rooms.ts';

@ArgsType()
class InRoomArgs {
  @Field({ description: "One of the caller's rooms." })
  roomId!: string;

  @Field({ description: "The caller's own handle." })
  userId!: string;
}

@ArgsType()
class MessageArgs {
  @Field({ description: 'What to say; it is kept as it is given.' })
  content!: string;

  @Field({ description: "One of the caller's rooms." })
  roomId!: string;

  @Field({ description: "The caller's own handle." })
  userId!: string;
}

/** The caller, who must be who the arguments say. */
function own(context: RequestContext, userId: string): Session {
  const viewer = context.user();
  checkOwnId(viewer, userId);
  return viewer;
}

@Resolver()
export class BaseMutationResolver {
  constructor(
    @Inject(CHAT) private readonly chat: Chat,
    @Inject(VisibleRooms) private readonly rooms: VisibleRooms,
  ) {}

  @Mutation(() => Boolean, {
    description:
      'Takes a user id for this session. False if the id is held by another session, or this session has another id.',
  })
  @Allow('anyone')
  async setUser(
    @Args('id', { description: 'The handle to take.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<boolean> {
    const isTaken = await setUser(context.core, context.sessionId, id);
    if (isTaken) await context.readViewer();
    return isTaken;
  }

  @Mutation(() => String, {
    description: "Creates a room with the caller (hostId) and the participants; returns the room's id.",
  })
  @Allow('signedIn')
  createRoom(
    @Args('hostId', { description: "The caller's own handle." }) hostId: string,
    @Args('participants', { type: () => [String], description: 'Handles of the other members, or none.' })
    participants: string[],
    @Context() context: RequestContext,
  ): Promise<string> {
    return createRoom(context.core, own(context, hostId), { members: participants });
  }

  @Mutation(() => Boolean, {
    description:
      "Adds a user: by a member, somebody else (an invitation); or oneself, where the room's rules allow it.",
  })
  @Allow('member')
  async joinRoom(
    @Args('roomId', { description: "One of the caller's rooms." }) roomId: string,
    @Args('userId', { description: 'Handle of who is added: anybody.' }) userId: string,
    @Context() context: RequestContext,
  ): Promise<boolean> {
    const viewer = context.user();
    await this.rooms.access(viewer, roomId, mayRead);
    await invite(context.core, viewer, roomId, userId);
    return true;
  }

  @Mutation(() => Boolean, { description: "Ends the caller's membership; the last one to leave ends the room." })
  @Allow('member')
  async leaveRoom(@Args() { roomId, userId }: InRoomArgs, @Context() context: RequestContext): Promise<boolean> {
    const viewer = own(context, userId);
    await this.rooms.access(viewer, roomId, mayLeave);
    await leaveRoom(context.core, viewer.userId, roomId);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Sends a message. True means that it is durably stored and will be delivered.',
  })
  @Allow('member')
  async message(
    @Args() { content, roomId, userId }: MessageArgs,
    @Context() context: RequestContext,
  ): Promise<boolean> {
    const viewer = own(context, userId);
    await this.rooms.access(viewer, roomId, mayPost);
    await sendMessage(context.core, viewer, { roomId, clientMessageId: null, text: content });
    return true;
  }

  @Mutation(() => Boolean, { description: 'Tells the other members that the caller is typing.' })
  @Allow('member')
  async typing(@Args() { roomId, userId }: InRoomArgs, @Context() context: RequestContext): Promise<boolean> {
    const viewer = own(context, userId);
    await this.rooms.access(viewer, roomId, mayPost);
    await this.chat.typing.send(viewer, roomId);
    return true;
  }
}
