import { describe, expect, it } from 'vitest';
import { instant, jun, mina, room, seededRandom } from '../testing/samples.ts';
import { EMPTY_INBOX, updateInbox, withoutRoom, withRead, withRoom, type Inbox } from './inbox.ts';
import type { InboxUpdate, Room } from './room-documents.ts';

const update = (change: Partial<InboxUpdate>): InboxUpdate => ({
  isSnapshot: false,
  rooms: [],
  removedRoomIds: [],
  online: null,
  ...change,
});
const entries = (...rooms: Room[]) => rooms.map((each) => ({ room: each, typing: [] }));
const ids = (inbox: Inbox) => inbox.rooms.map((entry) => entry.room.id);

describe('the inbox', () => {
  it('is unknown until the first snapshot', () => {
    expect(EMPTY_INBOX.isKnown).toBe(false);
    expect(updateInbox(EMPTY_INBOX, update({ isSnapshot: true })).isKnown).toBe(true);
  });

  it('has the newest activity first', () => {
    const inbox = updateInbox(
      EMPTY_INBOX,
      update({ isSnapshot: true, rooms: entries(room('old'), room('new', { lastActivityAt: instant(9) })) }),
    );
    expect(ids(inbox)).toEqual(['new', 'old']);
    const later = updateInbox(inbox, update({ rooms: entries(room('old', { lastActivityAt: instant(10) })) }));
    expect(ids(later)).toEqual(['old', 'new']);
  });

  it('forgets at a snapshot what is not in it', () => {
    const inbox = updateInbox(
      EMPTY_INBOX,
      update({ isSnapshot: true, rooms: entries(room('a'), room('b')), online: [jun] }),
    );
    const after = updateInbox(inbox, update({ isSnapshot: true, rooms: entries(room('b')) }));
    expect(ids(after)).toEqual(['b']);
  });

  it('keeps who is online where an update says nothing about it', () => {
    const inbox = updateInbox(EMPTY_INBOX, update({ isSnapshot: true, online: [jun, mina] }));
    expect(updateInbox(inbox, update({})).online).toEqual([jun, mina]);
    expect(updateInbox(inbox, update({ online: [] })).online).toEqual([]);
  });

  it('is, after any changes on a snapshot, what a fresh snapshot would show', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seededRandom(seed);
      const truth = new Map<string, Room>();
      let inbox = updateInbox(EMPTY_INBOX, update({ isSnapshot: true }));
      for (let step = 0; step < 60; step++) {
        const id = `r${String(Math.floor(random() * 8))}`;
        if (random() < 0.2) {
          truth.delete(id);
          inbox = updateInbox(inbox, update({ removedRoomIds: [id] }));
        } else {
          const changed = room(id, { lastActivityAt: instant(Math.floor(random() * 20)), unreadCount: step });
          truth.set(id, changed);
          inbox = updateInbox(inbox, update({ rooms: entries(changed) }));
        }
      }
      const fresh = updateInbox(EMPTY_INBOX, update({ isSnapshot: true, rooms: entries(...truth.values()) }));
      expect(inbox.rooms, `seed ${String(seed)}`).toEqual(fresh.rooms);
    }
  });

  it('shows a room that was created here before the server tells of it, once', () => {
    const inbox = withRoom(withRoom(EMPTY_INBOX, room('a')), room('a', { memberCount: 3 }));
    expect(inbox.rooms.map((entry) => entry.room.memberCount)).toEqual([3]);
    expect(ids(withoutRoom(inbox, 'a'))).toEqual([]);
  });

  it('does not let a read position go back', () => {
    const inbox = withRoom(EMPTY_INBOX, room('a', { readNumber: 5, unreadCount: 1 }));
    expect(withRead(inbox, { roomId: 'a', readNumber: 6, unreadCount: 0 }).rooms[0]?.room.unreadCount).toBe(0);
    expect(withRead(inbox, { roomId: 'a', readNumber: 4, unreadCount: 2 }).rooms[0]?.room.unreadCount).toBe(1);
  });
});
