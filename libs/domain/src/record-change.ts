import type { RoomEvent } from './room-event.ts';
import type { Member, Role, Room, UserRoom } from './room.ts';

/** What an event does to the guarded records of its room. The log applies it in the same atomic step. */
export type RecordChange =
  | { readonly record: 'room'; readonly fields: Partial<Omit<Room, 'id' | 'head'>> }
  | { readonly record: 'member'; readonly member: Member }
  /** By how much the number of members changes. */
  | { readonly record: 'members'; readonly delta: number };

/** The changes of one event. Pure; the guards of the append make sure that they still fit. */
export function recordChanges(event: RoomEvent): RecordChange[] {
  const revision = { epoch: event.epoch, seq: event.seq };
  switch (event.kind) {
    case 'room_created':
      return [
        {
          record: 'room',
          fields: {
            name: event.name,
            createdBy: event.actorId,
            createdAt: event.createdAt,
            endedAt: null,
            revision,
          },
        },
        ...event.members.map(({ userId, role }, index): RecordChange => ({
          record: 'member',
          member: joined(event, userId, role, index),
        })),
        { record: 'members', delta: event.members.length },
      ];
    case 'room_ended':
      return [{ record: 'room', fields: { endedAt: event.createdAt, revision } }];
    case 'member_joined':
      return [
        { record: 'member', member: joined(event, event.userId, event.role, 0) },
        { record: 'members', delta: 1 },
      ];
    case 'member_left':
      return [
        { record: 'member', member: { ...joined(event, event.userId, 'member', 0), state: 'left' } },
        { record: 'members', delta: -1 },
      ];
    case 'message_posted':
    case 'message_edited':
    case 'message_deleted':
      return [];
  }
}

function joined(event: RoomEvent, userId: string, role: Role, index: number): Member {
  return {
    roomId: event.roomId,
    userId,
    state: 'member',
    role,
    joinedSeq: event.seq,
    joinedIndex: index,
    joinedAt: event.createdAt,
    joinedMessageCount: event.messageCount,
    joinedNumber: event.number,
    revision: { epoch: event.epoch, seq: event.seq },
  };
}

/** The entries of users' rooms that an event changes. */
export function userRoomsChangedBy(event: RoomEvent): UserRoom[] {
  return recordChanges(event).flatMap((change) =>
    change.record === 'member'
      ? [
          {
            userId: change.member.userId,
            roomId: event.roomId,
            state: change.member.state,
            revision: change.member.revision,
          },
        ]
      : [],
  );
}
