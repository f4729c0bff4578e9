import type { Chat } from '@maru/chat';
import { Inject } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT, LOCALE } from '../tokens.ts';
import { BaseMessage } from './base-message.model.ts';
import type { BaseMessageSource, BaseRoomSource } from './base-message.ts';
import { BaseRoom } from './base-room.model.ts';
import { noticeText, type Locale } from './notice-text.ts';
import { MAX_VISIBLE_MEMBERS } from './visible-rooms.ts';

@Resolver(() => BaseMessage)
export class BaseMessageResolver {
  constructor(@Inject(LOCALE) private readonly locale: Locale) {}

  @ResolveField()
  userId(message: BaseMessageSource, _args: unknown, context: RequestContext): Promise<string> {
    return context.handleOf(message.userId);
  }

  @ResolveField()
  async content(message: BaseMessageSource, _args: unknown, context: RequestContext): Promise<string | null> {
    const { content, userId } = message;
    if (content === null || typeof content === 'string') return content;
    return noticeText(this.locale, content.notice, await context.handleOf(userId));
  }
}

@Resolver(() => BaseRoom)
export class BaseRoomResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @ResolveField()
  async participants({ roomId }: BaseRoomSource, _args: unknown, context: RequestContext): Promise<string[]> {
    const members = await this.chat.ports.roomStore.members(roomId, { limit: MAX_VISIBLE_MEMBERS });
    return Promise.all(members.map((member) => context.handleOf(member.userId)));
  }
}
