import type { Message, User } from '../graphql/fragments.ts';
import type { Room } from '../rooms/room-documents.ts';
import type { Notice } from '../timeline/timeline-documents.ts';

/** Records as the server sends them, for tests: complete, and changed where a test cares. */
export const mina: User = { id: 'u-mina', handle: '미나' };
export const jun: User = { id: 'u-jun', handle: 'Jun' };

const START = Date.parse('2026-11-21T09:00:00.000Z');

/** A minute after its predecessor, where nothing else is said. */
export const instant = (minutes: number) => new Date(START + minutes * 60_000).toISOString();

export function message(number: number, change: Partial<Message> = {}): Message {
  return {
    __typename: 'ChatMessage',
    id: `m${String(number)}`,
    roomId: 'r1',
    number,
    createdAt: instant(number),
    author: jun,
    text: `text ${String(number)}`,
    clientMessageId: `c${String(number)}`,
    editedAt: null,
    isDeleted: false,
    revision: number,
    ...change,
  };
}

export function notice(number: number, change: Partial<Notice> = {}): Notice {
  return {
    __typename: 'RoomNotice',
    id: `m${String(number)}`,
    roomId: 'r1',
    number,
    createdAt: instant(number),
    kind: 'MEMBER_JOINED',
    user: jun,
    actor: jun,
    ...change,
  };
}

export function room(id: string, change: Partial<Room> = {}): Room {
  return {
    id,
    name: null,
    memberCount: 2,
    firstMembers: [jun],
    lastMessage: null,
    lastActivityAt: instant(0),
    unreadCount: 0,
    readNumber: 0,
    ...change,
  };
}

/** Numbers from 0 up to 1, always the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
