import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { eventually, openBackendForTest } from '../opened-backend.ts';
import { RoomStory, shuffled } from '../room-story.ts';
import { find, searchable } from './searchable.ts';

export function describeRevisions(open: OpenBackend): void {
  describe('revisions', () => {
    it('lets the newest revision win, in whatever order they come, and however often', async () => {
      const { a, b } = await openBackendForTest(open);
      const story = new RoomStory();
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
      await eventually(async () => expect(await find(b.ports.messageSearch, 'sentinel')).toHaveLength(1));
      expect(await find(b.ports.messageSearch, '처음')).toEqual([]);
      expect((await find(b.ports.messageSearch, '고친')).map(({ message }) => message)).toEqual([edited[1]]);
    });

    it('never finds a deleted message again, also when its creation comes after the deletion', async () => {
      const { search, other, story, messages } = await searchable(open, ['회의']);
      await other.index([story.remove(messages[0]!), story.post('second sentinel')]);
      await eventually(async () => expect(await find(search, 'second')).toHaveLength(1));
      await eventually(async () => expect(await find(search, '회의')).toEqual([]));
      await other.index([messages[0]!, story.post('third sentinel')]);
      await eventually(async () => expect(await find(search, 'third')).toHaveLength(1));
      expect(await find(search, '회의')).toEqual([]);
    });

    it('finds everything after a restart', async () => {
      const { backend, a } = await openBackendForTest(open);
      await a.ports.messageSearch.index(new RoomStory().posts(20));
      await backend.restart();
      const { messageSearch } = (await backend.node()).ports;
      await eventually(async () => expect(await find(messageSearch, 'm1')).toHaveLength(11));
    });
  });
}
