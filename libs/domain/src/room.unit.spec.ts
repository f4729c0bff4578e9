import { describe, expect, it } from 'vitest';
import { mayInvite, mayLeave, mayPost, mayRead } from './permissions.ts';
import { normalizeRoomName, readNumber, unreadCount, type Member, type ReadPosition, type Room } from './room.ts';

const revision = { epoch: 1, seq: 1 };
const room: Room = {
  id: 'room',
  name: null,
  createdBy: 'u1',
  createdAt: 1,
  endedAt: null,
  revision,
  head: { epoch: 1, seq: 12, number: 11, messageCount: 9, createdAt: 5, lastMessage: null },
};
const member: Member = {
  roomId: 'room',
  userId: 'u1',
  state: 'member',
  role: 'member',
  joinedSeq: 5,
  joinedIndex: 0,
  joinedAt: 3,
  joinedMessageCount: 3,
  joinedNumber: 4,
  revision,
};
const read: ReadPosition = { roomId: 'room', userId: 'u1', epoch: 1, seq: 9, number: 8, messageCount: 6 };

describe('unread messages', () => {
  it('are those after joining, until something was read', () => {
    expect(unreadCount(room.head, member, undefined)).toBe(6);
    expect(readNumber(member, undefined)).toBe(4);
  });

  it('are those after the read position', () => {
    expect(unreadCount(room.head, member, read)).toBe(3);
    expect(readNumber(member, read)).toBe(8);
  });

  it('start again at joining when a former member comes back', () => {
    expect(unreadCount(room.head, { ...member, joinedMessageCount: 9 }, read)).toBe(0);
  });
});

describe('the rules of a room', () => {
  const left: Member = { ...member, state: 'left' };
  const ended: Room = { ...room, endedAt: 9 };

  it('let members read, post and invite while the room goes on', () => {
    for (const may of [mayRead, mayPost, mayInvite]) {
      expect(may(room, member)).toBe(true);
      expect(may(room, left)).toBe(false);
      expect(may(room, undefined)).toBe(false);
      expect(may(ended, member)).toBe(false);
      expect(may(undefined, undefined)).toBe(false);
    }
  });

  it('let everybody leave who is or was in, also after the end', () => {
    expect(mayLeave(ended, left)).toBe(true);
    expect(mayLeave(room, undefined)).toBe(false);
  });
});

it('takes a blank room name for none, and refuses long ones', () => {
  expect(normalizeRoomName('  마루 ')).toBe('마루');
  expect(normalizeRoomName('  ')).toBeNull();
  expect(normalizeRoomName(undefined)).toBeNull();
  expect(() => normalizeRoomName('방'.repeat(81))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  expect(() => normalizeRoomName('a\nb')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});
