import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { ALL_PARTITIONS, Keys, partitionOf, PARTITIONS } from './keys.ts';

const tagOf = (key: string) => /\{(.*?)\}/.exec(key)?.[1];

it('a room stays in its partition for ever', () => {
  expect(['room', 'a', 'Zz_-9'].map(partitionOf)).toEqual([27, 3, 37]);
});

it('rooms spread over all partitions', () => {
  const counts = new Map(ALL_PARTITIONS.map((partition) => [partition, 0]));
  for (let n = 0; n < 100 * PARTITIONS; n++) {
    const partition = partitionOf(createHash('sha256').update(`${n}`).digest('hex').slice(0, 32));
    counts.set(partition, (counts.get(partition) ?? 0) + 1);
  }
  expect(Math.min(...counts.values())).toBeGreaterThan(50);
  expect(Math.max(...counts.values())).toBeLessThan(150);
});

it('all keys that one script changes lie on one node', () => {
  const keys = new Keys('maru');
  const { firstResult, channel: _, ...room } = keys.room('room');
  const { failing, dead, meta, log } = keys.partition(partitionOf('room'));
  const tags = [...Object.values(room), firstResult('key'), failing('index'), dead('index'), meta, log].map(tagOf);
  expect(new Set(tags)).toEqual(new Set([`p${partitionOf('room')}`]));
});

it('deployments share nothing', () => {
  const [one, two] = [new Keys('one'), new Keys('two')];
  expect(one.room('room').room).not.toBe(two.room('room').room);
  expect(one.channel('user:ann')).not.toBe(two.channel('user:ann'));
  expect(one.wake).not.toBe(two.wake);
});
