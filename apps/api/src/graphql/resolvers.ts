import { BaseMessageResolver, BaseRoomResolver } from '../base-contract/base-fields.resolver.ts';
import { BaseMutationResolver } from '../base-contract/base-mutation.resolver.ts';
import { BaseQueryResolver } from '../base-contract/base-query.resolver.ts';
import { BaseSubscriptionResolver } from '../base-contract/base-subscription.resolver.ts';
import { InboxResolver } from '../inbox/inbox.resolver.ts';
import { MessageResolver } from '../message/message.resolver.ts';
import { RoomEventResolver } from '../room-event/room-event.resolver.ts';
import { MemberResolver, RoomMembersResolver } from '../room/member.resolver.ts';
import { RoomResolver } from '../room/room.resolver.ts';
import { SearchResolver } from '../search/search.resolver.ts';
import { NoticeResolver } from '../timeline/notice.resolver.ts';
import { TimelineResolver } from '../timeline/timeline.resolver.ts';
import { UserResolver } from '../user/user.resolver.ts';
import { NodeResolver } from './node.resolver.ts';

/** Everything that has fields of the schema. */
export const RESOLVERS = [
  BaseQueryResolver,
  BaseMutationResolver,
  BaseSubscriptionResolver,
  BaseMessageResolver,
  BaseRoomResolver,
  UserResolver,
  NodeResolver,
  RoomResolver,
  RoomMembersResolver,
  MemberResolver,
  TimelineResolver,
  NoticeResolver,
  MessageResolver,
  RoomEventResolver,
  InboxResolver,
  SearchResolver,
];
