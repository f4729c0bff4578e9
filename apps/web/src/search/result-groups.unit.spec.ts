import { describe, expect, it } from 'vitest';
import { message, room } from '../testing/samples.ts';
import { withPage } from './result-groups.ts';
import type { SearchResult } from './search-documents.ts';

const found = (roomId: string, number: number): SearchResult => ({
  message: message(number, { roomId }),
  room: room(roomId),
  highlights: [],
});
const shown = (groups: ReturnType<typeof withPage>) =>
  groups.map((group) => [group.room.id, ...group.results.map((result) => Number(result.message.id.slice(1)))]);

describe('search results', () => {
  it('are grouped by room, the room of the newest first', () => {
    const groups = withPage([], [found('a', 9), found('b', 8), found('a', 7)]);
    expect(shown(groups)).toEqual([
      ['a', 9, 7],
      ['b', 8],
    ]);
  });

  it('stay where they are when a page comes: it lengthens the last group at most', () => {
    const first = withPage([], [found('a', 9), found('b', 8)]);
    const groups = withPage(first, [found('a', 6), found('b', 5), found('c', 4), found('b', 3)]);
    expect(shown(groups)).toEqual([
      ['a', 9],
      ['b', 8, 5, 3],
      ['a', 6],
      ['c', 4],
    ]);
  });

  it('are none where nothing was found', () => {
    expect(withPage([], [])).toEqual([]);
  });
});
