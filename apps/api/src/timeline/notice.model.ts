import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Node } from '../graphql/node.model.ts';
import { ChatUser } from '../user/user.model.ts';
import { TimelineItem } from './timeline-item.model.ts';

export enum NoticeKind {
  ROOM_CREATED = 'room_created',
  MEMBER_JOINED = 'member_joined',
  MEMBER_LEFT = 'member_left',
}
registerEnumType(NoticeKind, {
  name: 'NoticeKind',
  description: 'What a notice tells.',
  valuesMap: {
    ROOM_CREATED: { description: 'The user made the room.' },
    MEMBER_JOINED: { description: 'The user came in.' },
    MEMBER_LEFT: { description: 'The user left.' },
  },
});

@ObjectType({
  implements: () => [Node, TimelineItem],
  description: 'A row of the timeline that tells what happened to the room or its members.',
})
export class RoomNotice extends TimelineItem {
  @Field(() => NoticeKind, { description: 'What happened.' })
  kind!: NoticeKind;

  @Field(() => ChatUser, { description: 'The user concerned.' })
  user!: ChatUser;

  @Field(() => ChatUser, { description: 'Who did it.' })
  actor!: ChatUser;
}
