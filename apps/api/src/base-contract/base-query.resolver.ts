import { latestMessages, onlineNow, searchMessages, type Chat } from '@maru/chat';
import { mayRead, type Message, type Session } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, Context, Int, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT } from '../tokens.ts';
import { checkLimit, checkOwnId } from './base-caller.ts';
import { BaseMessage } from './base-message.model.ts';
import { ofMessage, type BaseMessageSource } from './base-message.ts';
import { VisibleRooms } from './visible-rooms.ts';

@Resolver()
export class BaseQueryResolver {
  constructor(
    @Inject(CHAT) private readonly chat: Chat,
    @Inject(VisibleRooms) private readonly rooms: VisibleRooms,
  ) {}

  @Query(() => [String], { description: 'Ids of the users who are online now, sorted.' })
  @Allow('anyone')
  async users(): Promise<readonly string[]> {
    return (await onlineNow(this.chat)).handles;
  }

  @Query(() => [BaseMessage], {
    description: "The room's latest messages (50, or limit: 1 to 200), oldest first. Only for members.",
  })
  @Allow('member')
  async history(
    @Args('roomId', { description: "One of the caller's rooms." }) roomId: string,
    @Args('limit', { type: () => Int, nullable: true, description: 'How many, 1 to 200; 50 by default.' })
    limit: number | null | undefined,
    @Context() context: RequestContext,
  ): Promise<BaseMessageSource[]> {
    const { room } = await this.rooms.access(context.user(), roomId, mayRead);
    return (await latestMessages(this.chat, room, checkLimit(limit))).map(ofMessage);
  }

  @Query(() => [BaseMessage], {
    description: 'Messages that match, newest first, in the rooms of the caller. A blank keyword matches nothing.',
  })
  @Allow('anyone')
  async search(
    @Args('keyword', { description: 'Words to find. It is text: search syntax means nothing.' }) keyword: string,
    @Args('userId', { description: "The caller's own handle." }) userId: string,
    @Args('limit', { type: () => Int, nullable: true, description: 'How many, 1 to 200; 50 by default.' })
    limit: number | null | undefined,
    @Context() context: RequestContext,
  ): Promise<BaseMessageSource[]> {
    // Answered before anything else is looked at, whoever asks.
    if (keyword.trim() === '') return [];
    const viewer = context.user();
    checkOwnId(viewer, userId);
    return (await this.find(viewer, keyword, checkLimit(limit))).map(ofMessage);
  }

  /** Goes on past what is found in rooms that are not shown. */
  private async find(viewer: Session, text: string, limit: number): Promise<Message[]> {
    const found: Message[] = [];
    let after: string | null | undefined;
    while (after !== null && found.length < limit) {
      const { hits, next } = await searchMessages(this.chat, viewer, { text, limit, after });
      for (const { message } of hits) if (await this.rooms.isSmall(message.roomId)) found.push(message);
      after = next;
    }
    return found.slice(0, limit);
  }
}
