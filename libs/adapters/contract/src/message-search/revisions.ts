import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { eventually, openBackendForTest, type SharedBackend } from '../opened-backend.ts';
import { RoomStory, shuffled } from '../room-story.ts';
import { find, newRoomId, searchable, type SearchedRoom } from './searchable.ts';

export function describeRevisions(shared: SharedBackend, open: OpenBackend): void {
  describe('revisions', () => {
    it('lets the newest revision win, in whatever order they come, and however often', async () => {
      const { a, b } = shared();
      const room: SearchedRoom = { search: b.ports.messageSearch, roomId: newRoomId() };
      const story = new RoomStory(room.roomId);
      const posted = ['하나 처음', '둘째 처음', '셋째 처음'].map((text) => story.post(text));
      const edited = posted.slice(0, 2).map((message) => story.edit(message, '고친 뒤'));
      const removed = [story.remove(posted[0]!), story.remove(posted[2]!)];
      const revisions = [...posted, ...edited, ...removed];
      for (const seed of [3, 17, 23]) {
        for (const message of shuffled(revisions, seed))
          await (seed === 17 ? b : a).ports.messageSearch.index([message]);
        await a.ports.messageSearch.index(shuffled(revisions, seed + 1));
      }
      await a.ports.messageSearch.index([story.post('sentinel')]);
      await eventually(async () => expect(await find(room, 'sentinel')).toHaveLength(1));
      expect(await find(room, '처음')).toEqual([]);
      expect((await find(room, '고친')).map(({ message }) => message)).toEqual([edited[1]]);
    });

    it('never finds a deleted message again, also when its creation comes after the deletion', async () => {
      const { room, other, story, messages } = await searchable(shared, ['회의']);
      await other.index([story.remove(messages[0]!), story.post('second sentinel')]);
      await eventually(async () => expect(await find(room, 'second')).toHaveLength(1));
      await eventually(async () => expect(await find(room, '회의')).toEqual([]));
      await other.index([messages[0]!, story.post('third sentinel')]);
      await eventually(async () => expect(await find(room, 'third')).toHaveLength(1));
      expect(await find(room, '회의')).toEqual([]);
    });

    it('finds everything after a restart', async () => {
      const { backend, a } = await openBackendForTest(open);
      await a.ports.messageSearch.index(new RoomStory().posts(20));
      await backend.restart();
      const room = { search: (await backend.node()).ports.messageSearch, roomId: 'room' };
      await eventually(async () => expect(await find(room, 'm1')).toHaveLength(11));
    });
  });
}
