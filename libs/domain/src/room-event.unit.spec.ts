import { describe, expect, it } from 'vitest';
import { recordChanges, userRoomsChangedBy } from './record-change.ts';
import { isKnownEvent, stamp, type LogEnd, type RoomChange, type RoomEvent } from './room-event.ts';
import { timelineItemOf } from './timeline.ts';

const EMPTY: LogEnd = { epoch: 1, seq: 0, number: 0, messageCount: 0, createdAt: 0 };
const created: RoomChange = {
  kind: 'room_created',
  name: null,
  members: [
    { userId: 'u1', role: 'owner' },
    { userId: 'u2', role: 'member' },
  ],
};
const posted: RoomChange = { kind: 'message_posted', clientMessageId: 'c1', body: { text: '안녕하세요' } };

function log(...changes: RoomChange[]): RoomEvent[] {
  const events: RoomEvent[] = [];
  for (const change of changes) events.push(stamp(change, 'room', 'u1', events.at(-1) ?? EMPTY, 100 + events.length));
  return events;
}

describe('the log stamps events', () => {
  it('with dense seqs, with dense numbers for timeline items only, and with running message counts', () => {
    const [origin] = log(posted).map(timelineItemOf);
    if (origin?.kind !== 'message') throw new Error('not a message');
    const edited: RoomChange = { kind: 'message_edited', origin, body: { text: '안녕' } };
    const left: RoomChange = { kind: 'member_left', userId: 'u2' };
    const events = log(created, posted, edited, left, { kind: 'room_ended' });
    expect(events.map(({ seq, number, messageCount }) => [seq, number, messageCount])).toEqual([
      [1, 1, 0],
      [2, 2, 1],
      [3, 2, 1],
      [4, 3, 1],
      [5, 3, 1],
    ]);
  });

  it('never earlier than the predecessor, however the clock goes', () => {
    expect(stamp(posted, 'room', 'u1', { ...EMPTY, createdAt: 500 }, 400).createdAt).toBe(500);
  });
});

describe('what events do to records', () => {
  it('creates a room with its members in the order given', () => {
    const [event] = log(created);
    const changes = event ? recordChanges(event) : [];
    expect(changes.map((change) => change.record)).toEqual(['room', 'member', 'member', 'members']);
    expect(changes[2]).toMatchObject({ member: { userId: 'u2', joinedSeq: 1, joinedIndex: 1, state: 'member' } });
    expect(changes[3]).toEqual({ record: 'members', delta: 2 });
  });

  it('keeps a record of those who left, and takes the room off their list', () => {
    const event = log(created, { kind: 'member_left', userId: 'u2' })[1];
    expect(event && recordChanges(event)).toMatchObject([{ member: { userId: 'u2', state: 'left' } }, { delta: -1 }]);
    expect(event && userRoomsChangedBy(event)).toMatchObject([{ userId: 'u2', state: 'left', revision: { seq: 2 } }]);
  });

  it('changes no guarded record by posting', () => {
    const [event] = log(posted);
    expect(event && recordChanges(event)).toEqual([]);
  });
});

describe('a timeline item', () => {
  it('of an edited message keeps its place, and has the revision of the edit', () => {
    const message = timelineItemOf(log(created, posted)[1] ?? raise());
    if (message?.kind !== 'message') throw new Error('not a message');
    const edit = log(created, posted, { kind: 'message_edited', origin: message, body: { text: '둘' } })[2] ?? raise();
    expect(timelineItemOf(edit)).toMatchObject({
      id: message.id,
      number: 2,
      seq: 2,
      createdAt: message.createdAt,
      body: { text: '둘' },
      revision: { epoch: 1, seq: 3 },
      editedAt: 102,
    });
  });

  it('of a deleted message has no text', () => {
    const message = timelineItemOf(log(created, posted)[1] ?? raise());
    if (message?.kind !== 'message') throw new Error('not a message');
    const deletion = log(created, posted, { kind: 'message_deleted', origin: message })[2] ?? raise();
    expect(timelineItemOf(deletion)).toMatchObject({ id: message.id, body: null, revision: { seq: 3 } });
  });

  it('is not made by the end of a room', () => {
    expect(timelineItemOf(log({ kind: 'room_ended' })[0] ?? raise())).toBeUndefined();
  });
});

it('passes over events of a newer version, and kinds that it does not know', () => {
  expect(isKnownEvent({ version: 1, kind: 'message_posted' })).toBe(true);
  expect(isKnownEvent({ version: 2, kind: 'message_posted' })).toBe(false);
  expect(isKnownEvent({ version: 1, kind: 'poll_opened' })).toBe(false);
});

function raise(): never {
  throw new Error('no such event');
}
