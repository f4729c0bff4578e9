import { StorageNotReady } from '@maru/chat';
import { beforeEach, expect, it, vi } from 'vitest';
import { untilReady } from './until-ready.ts';

const NOT_YET = new StorageNotReady('dynamodb', 'nobody has prepared it');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  return () => vi.useRealTimers();
});

it('tries again until the storage is ready, and tells each time', async () => {
  const told: StorageNotReady[] = [];
  let tries = 0;
  const work = async () => {
    if (++tries < 3) throw NOT_YET;
    return 'opened';
  };
  expect(await untilReady(work, { patienceMs: 60_000, onWaiting: (reason) => told.push(reason) })).toBe('opened');
  expect(told).toEqual([NOT_YET, NOT_YET]);
});

it('gives up when its patience ends, saying what is missing', async () => {
  const onWaiting = () => void vi.setSystemTime(Date.now() + 60_000);
  await expect(untilReady(() => Promise.reject(NOT_YET), { patienceMs: 60_000, onWaiting })).rejects.toBe(NOT_YET);
});

it('does not try again what fails for another reason', async () => {
  const work = vi.fn(() => Promise.reject(new Error('a table has other keys')));
  const waiting = { patienceMs: 60_000, onWaiting: () => undefined };
  await expect(untilReady(work, waiting)).rejects.toThrow('other keys');
  expect(work).toHaveBeenCalledTimes(1);
});
