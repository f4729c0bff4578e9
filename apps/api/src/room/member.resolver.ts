import type { Chat, MemberPlace } from '@maru/chat';
import type { Member } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isGiven } from '../graphql/arguments.ts';
import { isWhole, OpaqueCursor } from '../graphql/opaque-cursor.ts';
import { checkPageSize, connection, pageSizeOf, type Connection } from '../graphql/page.ts';
import { CHAT } from '../tokens.ts';
import type { UserRef } from '../user/user.model.ts';
import { ChatMember, ChatMemberConnection } from './member.model.ts';
import { ChatRoom, type RoomView } from './room.model.ts';

/** Members that an unnamed room is called after. */
const FIRST_MEMBERS = 3;
const MEMBERS_A_PAGE = 50;

const places = new OpaqueCursor<MemberPlace>(
  (place) => [place.joinedSeq, place.joinedIndex],
  ([joinedSeq, joinedIndex]) => (isWhole(joinedSeq) && isWhole(joinedIndex) ? { joinedSeq, joinedIndex } : undefined),
);

@Resolver(() => ChatMember)
export class MemberResolver {
  @ResolveField()
  user(member: Member): UserRef {
    return { id: member.userId };
  }
}

/** What a room tells of its members. */
@Resolver(() => ChatRoom)
export class RoomMembersResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @ResolveField()
  async memberCount({ room }: RoomView): Promise<number> {
    return (await this.chat.ports.roomStore.memberList(room.id))?.count ?? 0;
  }

  @ResolveField()
  async firstMembers({ room, viewerId }: RoomView): Promise<UserRef[]> {
    const members = await this.chat.ports.roomStore.members(room.id, { limit: FIRST_MEMBERS + 1 });
    const others = members.filter((member) => member.userId !== viewerId);
    return others.slice(0, FIRST_MEMBERS).map((member) => ({ id: member.userId }));
  }

  @ResolveField(() => ChatMemberConnection, { description: 'In the order in which they joined. At most 200 a page.' })
  async members(
    @Parent() view: RoomView,
    @Args('first', pageSizeOf(MEMBERS_A_PAGE)) first: number | null,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor of the edge to go on after.' })
    after: string | null | undefined,
  ): Promise<Connection<Member> & { totalCount: number }> {
    const limit = checkPageSize(first ?? MEMBERS_A_PAGE);
    const from = isGiven(after) ? { after: places.decode(after) } : {};
    const found = await this.chat.ports.roomStore.members(view.room.id, { ...from, limit: limit + 1 });
    const edges = found.slice(0, limit).map((member) => ({ cursor: places.encode(member), node: member }));
    const page = connection(edges, { before: isGiven(after), after: found.length > limit });
    return { ...page, totalCount: await this.memberCount(view) };
  }
}
