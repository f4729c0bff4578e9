import type { MessageSearch, SearchPage } from '@maru/chat';
import type { Message } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { eventually, openBackendForTest } from '../opened-backend.ts';
import { RoomStory, shuffled } from '../room-story.ts';
import { find, searchable, searchPage, textOf } from './searchable.ts';

/** Follows the pages to their end. */
async function allPages(search: MessageSearch, text: string, roomIds: string[], limit: number): Promise<Message[]> {
  const found: Message[] = [];
  let after: string | undefined;
  do {
    const { hits, next }: SearchPage = await searchPage(search, text, { roomIds, limit, ...(after ? { after } : {}) });
    expect(hits.length).toBeLessThanOrEqual(limit);
    found.push(...hits.map(({ message }) => message));
    after = next ?? undefined;
  } while (after !== undefined);
  return found;
}

export function describeOrderAndPages(open: OpenBackend): void {
  describe('the order of results', () => {
    it('gives the newest first; of one instant, what is later in the log; page by page, each once', async () => {
      const { a, b } = await openBackendForTest(open);
      const rooms = ['room-1', 'room-2'].map((roomId) => new RoomStory(roomId));
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
        expect(ids(await allPages(b.ports.messageSearch, '회의', ['room-1', 'room-2'], 200))).toEqual(ids(expected)),
      );
      for (const limit of [1, 7, 50, 120])
        expect(ids(await allPages(b.ports.messageSearch, '회의', ['room-1', 'room-2'], limit))).toEqual(ids(expected));
    });

    it('goes on where a page ended, whatever was added since', async () => {
      const { search, other, story } = await searchable(open, ['회의 1', '회의 2', '회의 3', '회의 4']);
      const first = await searchPage(search, '회의', { limit: 2 });
      await other.index([story.post('회의 5'), story.post('second sentinel')]);
      await eventually(async () => expect(await find(search, 'second')).toHaveLength(1));
      const second = await searchPage(search, '회의', { limit: 2, after: first.next! });
      expect([...first.hits, ...second.hits].map(textOf)).toEqual(['회의 4', '회의 3', '회의 2', '회의 1']);
      expect(second.next).toBeNull();
    });

    it('says when there is no more', async () => {
      const { search } = await searchable(open, ['회의 1', '회의 2']);
      expect((await searchPage(search, '회의', { limit: 2 })).next).toBeNull();
      expect((await searchPage(search, '회의', { limit: 1 })).next).not.toBeNull();
    });

    it.each(['', 'nonsense', 's1.', 's1.zz', "s1.0.'; DROP TABLE messages"])('refuses the cursor %j', async (after) => {
      const { search } = await searchable(open, ['회의']);
      await expect(searchPage(search, '회의', { after })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });

    it('finds nothing outside of the rooms that it is asked for', async () => {
      const { a, b } = await openBackendForTest(open);
      const ids = ['room', 'room-2', 'ROOM', 'room_2', 'roo', 'r-o-o-m'];
      await a.ports.messageSearch.index(ids.map((roomId) => new RoomStory(roomId).post('회의 room')));
      await eventually(async () =>
        expect((await searchPage(b.ports.messageSearch, '회의', { roomIds: ids })).hits).toHaveLength(ids.length),
      );
      for (const roomId of ids) {
        const { hits } = await searchPage(b.ports.messageSearch, '회의', { roomIds: [roomId, 'nowhere'] });
        expect(hits.map(({ message }) => message.roomId)).toEqual([roomId]);
      }
      const manyRooms = Array.from({ length: 1_000 }, (_, index) => `nowhere-${index}`);
      expect((await searchPage(b.ports.messageSearch, '회의', { roomIds: manyRooms })).hits).toEqual([]);
      expect((await searchPage(b.ports.messageSearch, '회의', { roomIds: [...manyRooms, 'room'] })).hits).toHaveLength(
        1,
      );
    });

    it('gives messages as they were indexed', async () => {
      const { search, messages } = await searchable(open, ['회의 "시간" \u0000 👋🏽']);
      expect((await find(search, '회의')).map(({ message }) => message)).toEqual([messages[0]]);
    });
  });
}
