import type { MessageStore } from '@maru/chat';
import type { TimelineItem } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { openBackendForTest } from './opened-backend.ts';
import { RoomStory, shuffled } from './room-story.ts';

const numbers = (items: readonly TimelineItem[]) => items.map(({ number }) => number);

/** Pages through a whole room. */
async function walk(store: MessageStore, direction: 'before' | 'after', limit: number): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  for (;;) {
    const page =
      direction === 'after'
        ? await store.page('room', { after: items.at(-1)?.number ?? 0, limit })
        : await store.page('room', { before: items[0]?.number ?? Number.MAX_SAFE_INTEGER, limit });
    if (direction === 'after') items.push(...page);
    else items.unshift(...page);
    if (page.length < limit) return items;
  }
}

export function describeMessageStore(open: OpenBackend): void {
  describe('MessageStore', () => {
    describePages(open);
    describeRevisions(open);
  });
}

function describePages(open: OpenBackend): void {
  it('gives pages ascending by number, exclusive of the bound, in both directions', async () => {
    const { a, b } = await openBackendForTest(open);
    await a.ports.messageStore.put(new RoomStory().posts(20));
    const { messageStore } = b.ports;
    const page = async (range: Parameters<MessageStore['page']>[1]) => numbers(await messageStore.page('room', range));
    expect(await page({ before: 21, limit: 3 })).toEqual([18, 19, 20]);
    expect(await page({ before: 18, limit: 3 })).toEqual([15, 16, 17]);
    expect(await page({ before: 3, limit: 5 })).toEqual([1, 2]);
    expect(await page({ before: 1, limit: 5 })).toEqual([]);
    expect(await page({ after: 0, limit: 3 })).toEqual([1, 2, 3]);
    expect(await page({ after: 18, limit: 5 })).toEqual([19, 20]);
    expect(await page({ after: 20, limit: 5 })).toEqual([]);
    expect(await messageStore.page('nowhere', { after: 0, limit: 5 })).toEqual([]);
  });

  it('walks a room of thousands without missing or doubling an item', async () => {
    const { a, b } = await openBackendForTest(open);
    const items = new RoomStory().posts(3_000);
    const batches = shuffled(Array.from({ length: 30 }, (_, index) => items.slice(index * 100, index * 100 + 100)));
    await Promise.all(batches.map((batch, index) => (index % 2 === 0 ? a : b).ports.messageStore.put(batch)));
    expect(await walk(a.ports.messageStore, 'after', 200)).toEqual(items);
    expect(await walk(b.ports.messageStore, 'before', 170)).toEqual(items);
  });

  it('keeps messages and notices of every room apart, and as they are', async () => {
    const { a, b } = await openBackendForTest(open);
    const rooms = ['room', 'room-2', 'ROOM', 'room_2'].map((roomId) => {
      const story = new RoomStory(roomId);
      return { roomId, items: [story.notice(), story.post(`안녕 \u0000 👋🏽 "quotes" \n`), story.notice()] };
    });
    await a.ports.messageStore.put(rooms.flatMap(({ items }) => items));
    for (const { roomId, items } of rooms) {
      expect(await b.ports.messageStore.page(roomId, { after: 0, limit: 10 })).toEqual(items);
      for (const item of items) expect(await b.ports.messageStore.get(item.id)).toEqual(item);
    }
  });

  it('knows nothing by an id that names nothing', async () => {
    const { a } = await openBackendForTest(open);
    const story = new RoomStory();
    const stored = story.post('stored');
    await a.ports.messageStore.put([stored]);
    for (const id of [story.post('not stored').id, stored.id.replace('room', 'r00m'), `${stored.id}0`, '', 'm1.room'])
      expect(await a.ports.messageStore.get(id)).toBeUndefined();
  });

  it('has everything after a crash right after it resolved', async () => {
    const { backend, a } = await openBackendForTest(open);
    const items = new RoomStory().posts(30);
    await a.ports.messageStore.put(items);
    await backend.restart();
    expect(await walk((await backend.node()).ports.messageStore, 'after', 200)).toEqual(items);
  });
}

function describeRevisions(open: OpenBackend): void {
  it('is as it was when the same batch is put again', async () => {
    const { a, b } = await openBackendForTest(open);
    const items = new RoomStory().posts(10);
    await a.ports.messageStore.put(items);
    await Promise.all([a.ports.messageStore.put(items), b.ports.messageStore.put([...items].reverse())]);
    expect(await walk(b.ports.messageStore, 'after', 200)).toEqual(items);
  });

  it('keeps the newest revision of an item, in whatever order they come, also when the creation comes last', async () => {
    const { a, b } = await openBackendForTest(open);
    const story = new RoomStory();
    const posted = story.posts(6);
    const edited = posted.map((message) => story.edit(message, `${message.body?.text} edited`));
    const removed = edited.slice(0, 3).map((message) => story.remove(message));
    const newest = posted.map((_, index) => removed[index] ?? edited[index]);
    const revisions = [...posted, ...edited, ...removed];
    for (const item of shuffled(revisions, 5)) await a.ports.messageStore.put([item]);
    expect(await b.ports.messageStore.page('room', { after: 0, limit: 10 })).toEqual(newest);
    await b.ports.messageStore.put(shuffled(revisions, 7));
    await Promise.all(posted.map((item) => a.ports.messageStore.put([item])));
    expect(await a.ports.messageStore.page('room', { after: 0, limit: 10 })).toEqual(newest);
    for (const item of newest) expect(await b.ports.messageStore.get(item?.id ?? '')).toEqual(item);
  });

  it('lets the item of a later epoch stand at a number, whichever comes first', async () => {
    const { a, b } = await openBackendForTest(open);
    const story = new RoomStory();
    const kept = story.post('kept');
    const lost = [story.post('lost 2'), story.post('lost 3')];
    story.loseAfter(kept);
    const present = [story.post('present 2'), story.post('present 3')];
    await a.ports.messageStore.put([kept, lost[0]!, present[1]!]);
    await b.ports.messageStore.put([present[0]!, lost[1]!]);
    expect(await b.ports.messageStore.page('room', { after: 0, limit: 10 })).toEqual([kept, ...present]);
    for (const item of lost) expect(await a.ports.messageStore.get(item.id)).toBeUndefined();
    for (const item of present) expect(await a.ports.messageStore.get(item.id)).toEqual(item);
  });

  it('accepts an item, and several revisions of it, any number of times in one batch', async () => {
    const { a } = await openBackendForTest(open);
    const story = new RoomStory();
    const [first, second] = [story.post('first'), story.post('second')];
    const edits = ['edited', 'edited again'].map((text) => story.edit(first, text));
    await a.ports.messageStore.put([second, first, ...edits.toReversed(), first, second, ...edits]);
    expect(await a.ports.messageStore.page('room', { after: 0, limit: 10 })).toEqual([edits[1], second]);
  });

  it('accepts an empty batch', async () => {
    const { a } = await openBackendForTest(open);
    await a.ports.messageStore.put([]);
    expect(await a.ports.messageStore.page('room', { after: 0, limit: 10 })).toEqual([]);
  });
}
