import { describe, expect, it } from 'vitest';
import { messageTable } from './message-rows.ts';
import { scanItems, type ScanPosition } from './message-scan.ts';
import { ClusterMessageStore } from './message-store.ts';
import { rebuildSearch } from './rebuild-search.ts';
import { openTableForTest } from './testing/dynamodb.ts';
import { openSearchForTest } from './testing/elasticsearch.ts';
import { messageAt } from './testing/items.ts';

const EPOCHS = [
  { epoch: 1, firstSeq: 1 },
  { epoch: 2, firstSeq: 2_001 },
];
const LONG = 'x'.repeat(700);

const posted = Array.from({ length: 2_000 }, (_, at) => messageAt('room', at + 1, { body: { text: `word ${LONG}` } }));
const edited = posted.slice(10, 20).map((message, at) => ({
  ...message,
  body: { text: 'word edited' },
  revision: { epoch: 2, seq: 2_100 + at },
}));
const deleted = posted.slice(100, 110).map((message, at) => ({
  ...message,
  body: null,
  revision: { epoch: 2, seq: 2_200 + at },
}));
const lost = messageAt('room', 2_001, { body: { text: 'word lost' } });
const lostEdit = { ...messageAt('room', 50), body: { text: 'lost edit' }, revision: { epoch: 1, seq: 2_050 } };

async function openBoth() {
  const epochs = async () => EPOCHS;
  const { client, table } = await openTableForTest(messageTable);
  const opened = openSearchForTest({ epochs: EPOCHS });
  await opened.index.prepare();
  const scan = (from?: ScanPosition) => scanItems(client, table, epochs, from);
  return { ...opened, store: new ClusterMessageStore(client, table, epochs), scan };
}

const everything = { roomIds: ['room'], text: 'word', limit: 5_000 };

describe('an index that is rebuilt from the store', () => {
  it('equals the live one, and brings back what that had lost', async () => {
    const { index, search, refresh, store, scan, client } = await openBoth();
    const items = [...posted, ...edited, ...deleted, lost];
    await store.put(items);
    await search.index(items);
    await refresh();
    const before = await search.search(everything);
    const [live = ''] = await index.targets();
    await client.delete({ index: live, id: posted[500]?.id ?? '' });

    const progress: number[] = [];
    await rebuildSearch({
      index,
      search,
      scan,
      storeHasCaughtUp: async () => {},
      onProgress: (indexed) => progress.push(indexed),
    });
    expect(await search.search(everything)).toEqual(before);
    expect(before.hits).toHaveLength(1_990);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toBe(2_020);
  });

  it('goes on where it was interrupted', async () => {
    const { index, search, store, scan } = await openBoth();
    await store.put(posted);
    const begun: (ScanPosition | undefined)[] = [];
    const interrupted = async function* (from?: ScanPosition) {
      begun.push(from);
      yield* scan(from);
      throw new Error('interrupted');
    };
    const rebuild = { index, search, storeHasCaughtUp: async () => {}, keepPositionEveryMs: 0 };
    await expect(rebuildSearch({ ...rebuild, scan: interrupted })).rejects.toThrow('interrupted');
    const batches: number[] = [];
    const counted = async function* (from?: ScanPosition) {
      begun.push(from);
      for await (const batch of scan(from)) {
        batches.push(batch.items.length);
        yield batch;
      }
    };
    await rebuildSearch({ ...rebuild, scan: counted });
    expect(begun).toEqual([undefined, expect.anything()]);
    expect(batches.reduce((sum, items) => sum + items, 0)).toBeLessThan(posted.length);
    expect((await search.search(everything)).hits).toHaveLength(posted.length);
  });

  it('does not have what a lost epoch left in the store', async () => {
    const { index, search, store, scan, client } = await openBoth();
    await store.put([messageAt('room', 50), lostEdit, lost]);
    await rebuildSearch({ index, search, scan, storeHasCaughtUp: async () => {} });
    const { hits } = await client.search({ index: index.readAlias });
    expect(hits.hits.map(({ _id }) => _id)).toEqual([messageAt('room', 50).id]);
  });

  it('begins once the store has caught up, while new messages reach both', async () => {
    const { index, search, store, scan } = await openBoth();
    const late = messageAt('room', 1, { body: { text: 'word late' } });
    const fresh = messageAt('room', 2, { body: { text: 'word fresh' } });
    const storeHasCaughtUp = async () => {
      await store.put([late]);
      await search.index([fresh]);
    };
    await rebuildSearch({ index, search, scan, storeHasCaughtUp });
    expect((await search.search(everything)).hits.map(({ message }) => message)).toEqual([fresh, late]);
  });
});
