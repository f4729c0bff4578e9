import { describe, expect, it } from 'vitest';
import type { EpochSpan } from '@maru/domain';
import { messageTable } from './message-rows.ts';
import { ClusterMessageStore } from './message-store.ts';
import { messageAt } from './testing/items.ts';
import { openTableForTest } from './testing/dynamodb.ts';

async function openStore(epochs: EpochSpan[] = []) {
  const { client, table } = await openTableForTest(messageTable);
  return { client, table, store: new ClusterMessageStore(client, table, async () => epochs) };
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const numbers = (items: readonly { number: number }[]) => items.map((item) => item.number);

it('walks over the ends of buckets, in both directions', async () => {
  const { store } = await openStore();
  await store.put(range(980, 2_020).map((number) => messageAt('room', number)));
  expect(numbers(await store.page('room', { after: 990, limit: 20 }))).toEqual(range(991, 1_010));
  expect(numbers(await store.page('room', { before: 2_005, limit: 10 }))).toEqual(range(1_995, 2_004));
  expect(numbers(await store.page('room', { after: 979, limit: 2_000 }))).toEqual(range(980, 2_020));
});

it('finds what lies beyond empty buckets, and stops behind the last one', async () => {
  const { store } = await openStore();
  await store.put([messageAt('room', 5)]);
  await store.put([messageAt('room', 4_500)]);
  await store.put([messageAt('room', 2_300)]);
  expect(numbers(await store.page('room', { after: 0, limit: 10 }))).toEqual([5, 2_300, 4_500]);
  expect(numbers(await store.page('room', { before: Number.MAX_SAFE_INTEGER, limit: 2 }))).toEqual([2_300, 4_500]);
  expect(numbers(await store.page('room', { after: 4_500, limit: 10 }))).toEqual([]);
  expect(numbers(await store.page('other', { before: 1e12, limit: 10 }))).toEqual([]);
});

it('shows a full page where every item was revised', async () => {
  const { store } = await openStore();
  const edited = range(1, 40).map((number) =>
    messageAt('room', number, { body: { text: 'edited' }, revision: { epoch: 1, seq: 100 + number } }),
  );
  await store.put([...range(1, 40).map((number) => messageAt('room', number)), ...edited]);
  expect(await store.page('room', { after: 10, limit: 15 })).toEqual(edited.slice(10, 25));
  expect(await store.page('room', { before: 31, limit: 15 })).toEqual(edited.slice(15, 30));
});

it('takes the same item several times in one batch', async () => {
  const { store } = await openStore();
  const [first, second] = [messageAt('room', 1), messageAt('room', 2)];
  const edits = range(10, 20).map((seq) => ({ ...first, body: { text: `edit ${seq}` }, revision: { epoch: 1, seq } }));
  await store.put([first, second, first, ...edits.toReversed(), ...edits, second]);
  expect(await store.page('room', { after: 0, limit: 10 })).toEqual([edits.at(-1), second]);
});

describe('what a lost epoch left behind', () => {
  const epochs = [
    { epoch: 1, firstSeq: 1 },
    { epoch: 2, firstSeq: 11 },
  ];
  const kept = range(1, 10).map((number) => messageAt('room', number));
  const lost = range(11, 15).map((number) => messageAt('room', number));
  const anew = range(11, 12).map((number) => messageAt('room', number, { epoch: 2, body: { text: 'instead' } }));

  it('is not shown, whether something took its place or not', async () => {
    const { store } = await openStore(epochs);
    await store.put([...kept, ...anew]);
    await store.put(lost);
    expect(await store.page('room', { after: 0, limit: 100 })).toEqual([...kept, ...anew]);
    expect(await store.page('room', { before: 100, limit: 3 })).toEqual([kept.at(-1), ...anew]);
    expect(await store.get(lost[0]?.id ?? '')).toBeUndefined();
    expect(await store.get(lost[4]?.id ?? '')).toBeUndefined();
    expect(await store.get(anew[0]?.id ?? '')).toEqual(anew[0]);
  });

  it('does not hide what took its place, also where the epochs are not known', async () => {
    const { store } = await openStore([]);
    await store.put([...kept, ...anew]);
    await store.put(lost);
    expect(await store.page('room', { after: 9, limit: 3 })).toEqual([kept[9], ...anew]);
    expect(await store.get(lost[0]?.id ?? '')).toBeUndefined();
  });

  it('does not revise what was kept', async () => {
    const { store } = await openStore(epochs);
    await store.put(kept);
    await store.put([messageAt('room', 3, { body: null, revision: { epoch: 1, seq: 14 } })]);
    expect(await store.page('room', { after: 2, limit: 1 })).toEqual([kept[2]]);
  });

  it('is told from what an epoch brought that has begun since the epochs were read', async () => {
    const { store } = await openStore(epochs);
    const newest = messageAt('room', 13, { epoch: 3, seq: 20 });
    await store.put([newest]);
    expect(await store.page('room', { after: 12, limit: 1 })).toEqual([newest]);
  });
});
