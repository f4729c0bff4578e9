import { readItem, roomSummary, type Chat } from '@maru/chat';
import { ChatError, decodeItemId, type Session } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { CHAT } from '../tokens.ts';
import { Allow } from './allow.ts';
import { Node, type TypedNode } from './node.model.ts';
import type { RequestContext } from './request-context.ts';

@Resolver()
export class NodeResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @Query(() => Node, {
    nullable: true,
    description:
      "Looks up a user, one of the viewer's rooms, or a message or notice in them, by id. Null where there is none that the viewer may see.",
  })
  @Allow('signedIn')
  async node(
    @Args('id', { type: () => ID, description: 'An id of any of them.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<TypedNode | null> {
    const viewer = context.user();
    const address = decodeItemId(id);
    if (address) return this.item(viewer, address.roomId, id);
    return (await this.room(viewer, id)) ?? (await this.user(id));
  }

  private async item(viewer: Session, roomId: string, id: string): Promise<TypedNode | null> {
    const view = await this.room(viewer, roomId);
    const item = view && (await readItem(this.chat, view.room, id));
    return item ? { ...item, nodeType: item.kind === 'message' ? 'ChatMessage' : 'RoomNotice' } : null;
  }

  private async room(viewer: Session, id: string) {
    try {
      const summary = await roomSummary(this.chat, viewer, id);
      return { ...summary, viewerId: viewer.userId, nodeType: 'ChatRoom' as const };
    } catch (error) {
      if (error instanceof ChatError && error.code === 'ROOM_NOT_FOUND') return null;
      throw error;
    }
  }

  private async user(id: string): Promise<TypedNode | null> {
    const [user] = await this.chat.ports.userStore.users([id]);
    return user ? { ...user, nodeType: 'ChatUser' } : null;
  }
}
