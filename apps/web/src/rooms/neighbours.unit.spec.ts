import { expect, it } from 'vitest';
import { neighbour } from './neighbours.ts';

const rooms = [
  { id: 'a', unread: 0 },
  { id: 'b', unread: 2 },
  { id: 'c', unread: 0 },
  { id: 'd', unread: 1 },
];
const isUnread = ({ unread }: { unread: number }) => unread > 0;

it('goes from room to room as they are listed, and stops at the ends', () => {
  expect(neighbour(rooms, 'b', 1)).toBe('c');
  expect(neighbour(rooms, 'b', -1)).toBe('a');
  expect(neighbour(rooms, 'd', 1)).toBeUndefined();
  expect(neighbour(rooms, 'a', -1)).toBeUndefined();
});

it('begins at an end where no room is open', () => {
  expect(neighbour(rooms, undefined, 1)).toBe('a');
  expect(neighbour(rooms, undefined, -1)).toBe('d');
  expect(neighbour([], undefined, 1)).toBeUndefined();
});

it('passes over rooms that are read', () => {
  expect(neighbour(rooms, 'b', 1, isUnread)).toBe('d');
  expect(neighbour(rooms, 'd', -1, isUnread)).toBe('b');
  expect(neighbour(rooms, 'a', -1, isUnread)).toBeUndefined();
});
