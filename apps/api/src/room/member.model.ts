import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTime } from '../graphql/date-time.ts';
import { PageInfo } from '../graphql/page.ts';
import { ChatUser } from '../user/user.model.ts';

export enum MemberRole {
  OWNER = 'owner',
  MEMBER = 'member',
}
registerEnumType(MemberRole, {
  name: 'MemberRole',
  description: 'What a member may do.',
  valuesMap: {
    OWNER: { description: 'Who made the room.' },
    MEMBER: { description: 'Everybody else.' },
  },
});

@ObjectType({ description: 'A user in a room.' })
export class ChatMember {
  @Field(() => ChatUser, { description: 'The user.' })
  user!: ChatUser;

  @Field(() => MemberRole, { description: 'What they may do there.' })
  role!: MemberRole;

  @Field(() => DateTime, { description: 'When they joined, the last time.' })
  joinedAt!: number;
}

@ObjectType({ description: 'A member on a page of members.' })
export class ChatMemberEdge {
  @Field({ description: 'The place of the member in the list, to page from.' })
  cursor!: string;

  @Field(() => ChatMember, { description: 'The member.' })
  node!: ChatMember;
}

@ObjectType({ description: 'A page of members.' })
export class ChatMemberConnection {
  @Field(() => [ChatMemberEdge], { description: 'In the order in which they joined.' })
  edges!: ChatMemberEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many members the room has.' })
  totalCount!: number;
}
