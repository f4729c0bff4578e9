import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { PubSub } from 'graphql-subscriptions';
import { ChatMessage, MessagePosted, SendMessageInput } from './room.model.ts';

const AUTHOR = { id: randomUUID(), handle: `bench-${randomUUID().slice(0, 18)}` };

/** A room as the documentation of NestJS shows it: no storage, no members, a topic for each room. */
@Resolver()
export class RoomResolver {
  private posted = 0;

  constructor(@Inject(PubSub) private readonly pubSub: PubSub) {}

  @Query(() => Int)
  messageCount(): number {
    return this.posted;
  }

  @Mutation(() => ChatMessage)
  async sendMessage(@Args('input') { roomId, clientMessageId, text }: SendMessageInput): Promise<ChatMessage> {
    const number = ++this.posted;
    const message: ChatMessage = {
      id: `${roomId}.1.${number}.${number}`,
      roomId,
      number,
      createdAt: new Date(),
      author: AUTHOR,
      text,
      clientMessageId,
      editedAt: null,
      isDeleted: false,
      revision: number,
    };
    await this.pubSub.publish(`room:${roomId}`, { roomEvents: { cursor: `${roomId}.1.${number}`, message } });
    return message;
  }

  @Subscription(() => MessagePosted)
  roomEvents(@Args('roomId', { type: () => ID }) roomId: string): AsyncIterableIterator<MessagePosted> {
    return this.pubSub.asyncIterableIterator(`room:${roomId}`);
  }
}
