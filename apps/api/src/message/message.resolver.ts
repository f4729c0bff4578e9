import { markRead, sendMessage, type Chat } from '@maru/chat';
import { encodeCursor, type Message } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { CHAT } from '../tokens.ts';
import type { UserRef } from '../user/user.model.ts';
import { ChatMessage, MarkReadInput, ReadPosition, SendMessageInput, SetTypingInput } from './message.model.ts';

@Resolver(() => ChatMessage)
export class MessageResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @ResolveField()
  author(message: Message): UserRef {
    return { id: message.authorId };
  }

  @ResolveField()
  text(message: Message): string | null {
    return message.body?.text ?? null;
  }

  @ResolveField()
  isDeleted(message: Message): boolean {
    return message.body === null;
  }

  @ResolveField()
  revision(message: Message): number {
    return message.revision.seq;
  }

  @ResolveField()
  cursor(message: Message): string {
    return encodeCursor(message);
  }

  @Mutation(() => ChatMessage, {
    description:
      'Posts a message and returns it as it is stored: durable, and on its way to everybody in the room. Safe to repeat.',
  })
  @Allow('member')
  sendMessage(
    @Args('input', { description: 'The message.' }) input: SendMessageInput,
    @Context() context: RequestContext,
  ): Promise<Message> {
    return sendMessage(context.core, context.user(), input);
  }

  @Mutation(() => ReadPosition, {
    description: "Moves the viewer's read position in a room forward; one that lies further stays where it is.",
  })
  @Allow('member')
  async markRead(
    @Args('input', { description: 'How far.' }) input: MarkReadInput,
    @Context() context: RequestContext,
  ): Promise<ReadPosition> {
    const { room, readNumber, unreadCount } = await markRead(this.chat, context.user(), input.roomId, input.messageId);
    return { roomId: room.id, readNumber, unreadCount };
  }

  @Mutation(() => Boolean, {
    description:
      'Tells the other members that the viewer is typing; to be repeated while it goes on, at most once a second.',
  })
  @Allow('member')
  async setTyping(
    @Args('input', { description: 'Where.' }) input: SetTypingInput,
    @Context() context: RequestContext,
  ): Promise<boolean> {
    await this.chat.typing.send(context.user(), input.roomId);
    return true;
  }
}
