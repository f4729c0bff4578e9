import { expect, it } from 'vitest';
import { bulksOf } from './bulks.ts';
import { messageAt } from './testing/items.ts';

const messages = (count: number, text: string | null) =>
  Array.from({ length: count }, (_, at) => messageAt('room', at + 1, { body: text === null ? null : { text } }));
const sizes = (...batch: Parameters<typeof bulksOf>) => [...bulksOf(...batch)].map((bulk) => bulk.length);

it('cuts many messages into bulks of 500, in their order', () => {
  const all = messages(1_200, 'short');
  expect(sizes(all)).toEqual([500, 500, 200]);
  expect([...bulksOf(all)].flat()).toEqual(all);
  expect(sizes(messages(501, null))).toEqual([500, 1]);
  expect(sizes([])).toEqual([]);
});

it('keeps a bulk of long messages small enough for Elasticsearch, and sends one that is longer by itself', () => {
  expect(sizes(messages(250, 'x'.repeat(10_000)))).toEqual([100, 100, 50]);
  expect(sizes(messages(3, 'x'.repeat(2_000_000)))).toEqual([1, 1, 1]);
});
