import { createUnionType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  MemberJoined,
  MemberLeft,
  MessageDeleted,
  MessageEdited,
  MessagePosted,
  RoomCreated,
  RoomEnded,
  roomEventType,
} from './room-event.model.ts';
import type { Resync, RoomEventView } from './room-event.ts';

export enum ResyncReason {
  TOO_OLD = 'too_old',
  UNKNOWN_POSITION = 'unknown_position',
}
registerEnumType(ResyncReason, {
  name: 'ResyncReason',
  description: 'Why a cursor cannot be continued from.',
  valuesMap: {
    TOO_OLD: { description: 'More has happened since than is kept for replay.' },
    UNKNOWN_POSITION: { description: "The room's log has no such place any more: it was restored or rebuilt." },
  },
});

@ObjectType({
  description:
    'The cursor cannot be continued from: read the room again, and subscribe from its new cursor. The subscription ends after it.',
})
export class ResyncRequired {
  @Field(() => ID, { description: 'The room.' })
  roomId!: string;

  @Field(() => ResyncReason, { description: 'Why.' })
  reason!: ResyncReason;
}

export const RoomUpdate = createUnionType({
  name: 'RoomUpdate',
  description: 'What following a room tells.',
  types: () =>
    [
      RoomCreated,
      MemberJoined,
      MemberLeft,
      RoomEnded,
      MessagePosted,
      MessageEdited,
      MessageDeleted,
      ResyncRequired,
    ] as const,
  resolveType: (update: RoomEventView | Resync) =>
    update.kind === 'resync_required' ? 'ResyncRequired' : roomEventType(update),
});
