import { guestSignIn, onlineNow, signOut, type Chat } from '@maru/chat';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT } from '../tokens.ts';
import { ChatUser, type UserRef } from './user.model.ts';

@Resolver(() => ChatUser)
export class UserResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @ResolveField()
  handle(user: UserRef, _args: unknown, context: RequestContext): Promise<string> {
    return context.handleOf(user.id);
  }

  @ResolveField()
  isOnline(user: UserRef, _args: unknown, context: RequestContext): Promise<boolean> {
    return context.isOnline(user.id);
  }

  @Query(() => ChatUser, { nullable: true, description: 'The user of this session; null where it has none.' })
  @Allow('anyone')
  viewer(@Context() { viewer }: RequestContext): UserRef | null {
    return viewer && { id: viewer.userId };
  }

  @Query(() => [ChatUser], { description: 'Users who are online now, by handle.' })
  @Allow('signedIn')
  async onlineUsers(@Context() context: RequestContext): Promise<UserRef[]> {
    const { userIds } = await onlineNow(this.chat);
    const users = await Promise.all(userIds.map((id) => context.users.load(id)));
    return users.sort((a, b) => (a.handle < b.handle ? -1 : 1));
  }

  @Mutation(() => ChatUser, {
    description:
      'Takes a handle for this session (header x-session-key, made by the client) and holds it for 30 days after the session was last seen. Safe to repeat.',
  })
  @Allow('anyone')
  async guestSignIn(
    @Args('handle', { description: 'The name to take, 1 to 32 code points.' }) handle: string,
    @Context() context: RequestContext,
  ): Promise<UserRef> {
    const session = await guestSignIn(context.core, context.sessionId, handle);
    context.viewer = session;
    return { id: session.userId };
  }

  @Mutation(() => Boolean, { description: 'Ends the session and releases its handle.' })
  @Allow('signedIn')
  async signOut(@Context() context: RequestContext): Promise<boolean> {
    await signOut(this.chat, context.user());
    context.viewer = null;
    return true;
  }
}
