import type { MessageSearch, SearchPage } from '@maru/chat';
import type { Message } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import { eventually, type SharedBackend } from '../opened-backend.ts';
import { RoomStory, shuffled } from '../room-story.ts';
import { find, newRoomId, searchable, searchPage, textOf } from './searchable.ts';

/** Follows the pages to their end. */
async function allPages(search: MessageSearch, text: string, roomIds: string[], limit: number): Promise<Message[]> {
  const found: Message[] = [];
  let after: string | undefined;
  do {
    const { hits, next }: SearchPage = await search.search({ roomIds, text, limit, ...(after ? { after } : {}) });
    expect(hits.length).toBeLessThanOrEqual(limit);
    found.push(...hits.map(({ message }) => message));
    after = next ?? undefined;
  } while (after !== undefined);
  return found;
}

export function describeOrderAndPages(shared: SharedBackend): void {
  describe('the order of results', () => {
    it('gives the newest first; of one instant, what is later in the log; page by page, each once', async () => {
      const { a, b } = shared();
      const roomIds = [newRoomId(), newRoomId()];
      const rooms = roomIds.map((roomId) => new RoomStory(roomId));
      const messages = Array.from({ length: 120 }, (_, index) =>
        rooms[index % 2]!.post(`회의 ${index}`, Math.floor(index / 20) % 2 === 0 ? 0 : 7),
      );
      for (const part of [0, 1, 2])
        await a.ports.messageSearch.index(shuffled(messages).slice(part * 40, part * 40 + 40));
      const expected = [...messages].sort(
        (x, y) => y.createdAt - x.createdAt || y.seq - x.seq || (y.id < x.id ? -1 : 1),
      );
      const ids = (found: readonly Message[]) => found.map(({ id }) => id);
      await eventually(async () =>
        expect(ids(await allPages(b.ports.messageSearch, '회의', roomIds, 200))).toEqual(ids(expected)),
      );
      for (const limit of [1, 7, 50, 120])
        expect(ids(await allPages(b.ports.messageSearch, '회의', roomIds, limit))).toEqual(ids(expected));
    });

    it('goes on where a page ended, whatever was added since', async () => {
      const { room, other, story } = await searchable(shared, ['회의 1', '회의 2', '회의 3', '회의 4']);
      const first = await searchPage(room, '회의', { limit: 2 });
      await other.index([story.post('회의 5'), story.post('second sentinel')]);
      await eventually(async () => expect(await find(room, 'second')).toHaveLength(1));
      const second = await searchPage(room, '회의', { limit: 2, after: first.next! });
      expect([...first.hits, ...second.hits].map(textOf)).toEqual(['회의 4', '회의 3', '회의 2', '회의 1']);
      expect(second.next).toBeNull();
    });

    it('says when there is no more', async () => {
      const { room } = await searchable(shared, ['회의 1', '회의 2']);
      expect((await searchPage(room, '회의', { limit: 2 })).next).toBeNull();
      expect((await searchPage(room, '회의', { limit: 1 })).next).not.toBeNull();
    });

    it.each(['', 'nonsense', 's1.', 's1.zz', "s1.0.'; DROP TABLE messages"])('refuses the cursor %j', async (after) => {
      const room = { search: shared().b.ports.messageSearch, roomId: newRoomId() };
      await expect(searchPage(room, '회의', { after })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });

    it('finds nothing outside of the rooms that it is asked for', async () => {
      const { a, b } = shared();
      const search = b.ports.messageSearch;
      const found = (...roomIds: string[]) => search.search({ roomIds, text: '회의', limit: 200 });
      const roomId = `${newRoomId()}-room`;
      const ids = [
        roomId,
        `${roomId}-2`,
        roomId.toUpperCase(),
        `${roomId}_2`,
        roomId.slice(0, -1),
        [...roomId].join('-'),
      ];
      await a.ports.messageSearch.index(ids.map((id) => new RoomStory(id).post('회의 room')));
      await eventually(async () => expect((await found(...ids)).hits).toHaveLength(ids.length));
      for (const id of ids)
        expect((await found(id, 'nowhere')).hits.map(({ message }) => message.roomId)).toEqual([id]);
      const manyRooms = Array.from({ length: 1_000 }, (_, index) => `nowhere-${index}`);
      expect((await found(...manyRooms)).hits).toEqual([]);
      expect((await found(...manyRooms, roomId)).hits).toHaveLength(1);
    });

    it('gives messages as they were indexed', async () => {
      const { room, messages } = await searchable(shared, ['회의 "시간" \u0000 👋🏽']);
      expect((await find(room, '회의')).map(({ message }) => message)).toEqual([messages[0]]);
    });
  });
}
