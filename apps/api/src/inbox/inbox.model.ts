import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ChatRoom } from '../room/room.model.ts';
import { ChatUser } from '../user/user.model.ts';

@ObjectType({ description: "One of the viewer's rooms, as the room list shows it." })
export class InboxRoom {
  @Field(() => ChatRoom, { description: 'The room, as it is now.' })
  room!: ChatRoom;

  @Field(() => [ChatUser], { description: 'Who is typing there now, apart from the viewer.' })
  typing!: ChatUser[];
}

@ObjectType({ description: "The viewer's rooms: first all of it, then what changed." })
export class InboxUpdate {
  @Field({ description: 'True for the first one: forget what is not in it.' })
  isSnapshot!: boolean;

  @Field(() => [InboxRoom], {
    description:
      'All rooms in a snapshot (newest activity first, at most 200; page `chatRooms` for more), else the changed ones.',
  })
  rooms!: InboxRoom[];

  @Field(() => [ID], { description: "Rooms that are the viewer's no longer." })
  removedRoomIds!: string[];

  @Field(() => [ChatUser], { nullable: true, description: 'Everybody online; null where that did not change.' })
  online!: ChatUser[] | null;
}
