import { recordChanges, type Member, type MemberList, type Room, type RoomEvent } from '@maru/domain';

export type RoomFields = Omit<Room, 'id' | 'head'>;

/** The guarded records of one room. */
export interface RoomRecords {
  readonly room: Partial<RoomFields>;
  readonly members: ReadonlyMap<string, Member>;
  readonly list: Omit<MemberList, 'roomId'> | undefined;
}

/** The records that these events lead to. @param changes all events of a room that change records, in the order of its log */
export function recordsAfter(changes: readonly RoomEvent[]): RoomRecords {
  let room: Partial<RoomFields> = {};
  let list: RoomRecords['list'];
  const members = new Map<string, Member>();
  for (const event of changes) {
    for (const change of recordChanges(event)) {
      if (change.record === 'room') room = { ...room, ...change.fields };
      else if (change.record === 'member') members.set(change.member.userId, change.member);
      else list = { count: (list?.count ?? 0) + change.delta, revision: { epoch: event.epoch, seq: event.seq } };
    }
  }
  return { room, members, list };
}
