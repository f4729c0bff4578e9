import { describe, expect, it } from 'vitest';
import { updateInbox, withRead, EMPTY_INBOX, type Inbox } from '../rooms/inbox.ts';
import type { Room } from '../rooms/room-documents.ts';
import { jun, message, mina, room } from '../testing/samples.ts';
import { isStillNew, newMessages } from './new-messages.ts';

const snapshot = (...rooms: Room[]) => update(rooms, true);
const update = (rooms: Room[], isSnapshot = false) => ({
  isSnapshot,
  rooms: rooms.map((each) => ({ room: each, typing: [] })),
  removedRoomIds: [],
  online: null,
});
const withMessage = (number: number, change: Partial<Room> = {}, author = jun) =>
  room('r1', { lastMessage: message(number, { author }), unreadCount: 1, ...change });
const known = updateInbox(EMPTY_INBOX, snapshot(withMessage(3, { unreadCount: 0, readNumber: 3 })));
const numbers = (before: Inbox, after: Inbox) => newMessages(before, after, mina.id).map((news) => news.message.number);

describe('new messages of an inbox', () => {
  it('are none at the first snapshot: what waits already is no news', () => {
    expect(numbers(EMPTY_INBOX, updateInbox(EMPTY_INBOX, snapshot(withMessage(3))))).toEqual([]);
  });

  it('are those that came since, also the ones that were missed without a connection', () => {
    expect(numbers(known, updateInbox(known, update([withMessage(4)])))).toEqual([4]);
    expect(numbers(known, updateInbox(known, snapshot(withMessage(9))))).toEqual([9]);
  });

  it('are told once', () => {
    const after = updateInbox(known, update([withMessage(4)]));
    expect(numbers(after, updateInbox(after, update([withMessage(4, { memberCount: 3 })])))).toEqual([]);
  });

  it('are not one’s own, read or deleted ones', () => {
    expect(numbers(known, updateInbox(known, update([withMessage(4, {}, mina)])))).toEqual([]);
    expect(numbers(known, updateInbox(known, update([withMessage(4, { unreadCount: 0, readNumber: 4 })])))).toEqual([]);
    const deleted = room('r1', { lastMessage: message(4, { text: null, isDeleted: true }), unreadCount: 1 });
    expect(numbers(known, updateInbox(known, update([deleted])))).toEqual([]);
  });

  it('come with a room that is new, too', () => {
    const invited = room('r2', { lastMessage: message(2, { roomId: 'r2' }), unreadCount: 1 });
    expect(numbers(known, updateInbox(known, update([invited])))).toEqual([2]);
  });

  it('are new until they are read, here or elsewhere, or another one follows', () => {
    const after = updateInbox(known, update([withMessage(4)]));
    const [news] = newMessages(known, after, mina.id);
    expect(isStillNew(after, news!)).toBe(true);
    expect(isStillNew(withRead(after, { roomId: 'r1', readNumber: 4, unreadCount: 0 }), news!)).toBe(false);
    expect(isStillNew(updateInbox(after, update([withMessage(5)])), news!)).toBe(false);
  });
});
