import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OnlineWatch } from './online-watch.ts';

let online: string[] = [];
let told: string[][] = [];
let watch: OnlineWatch;

const change = (...users: string[]) => {
  online = users;
  watch.look();
};

beforeEach(() => {
  vi.useFakeTimers();
  online = ['ann'];
  told = [];
  watch = new OnlineWatch(
    () => online,
    (users) => told.push([...users]),
  );
});

afterEach(() => {
  watch.close();
  vi.useRealTimers();
});

it('tells who is online at once', () => {
  expect(told).toEqual([['ann']]);
});

it('tells the first change after a quiet second at once, and the last of many at the end of the second', () => {
  vi.advanceTimersByTime(1_500);
  change('ann', 'ben');
  expect(told).toEqual([['ann'], ['ann', 'ben']]);
  change('ann', 'ben', 'cho');
  change('ben');
  vi.advanceTimersByTime(999);
  expect(told).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(told.slice(2)).toEqual([['ben']]);
});

it('tells nothing where nothing is different in the end', () => {
  change('ann', 'ben');
  change('ann');
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([['ann']]);
});

it('sees by itself what nobody told it', () => {
  online = [];
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([['ann'], []]);
});

it('tells nothing after it was closed, and leaves no timer', () => {
  watch.close();
  change('ben');
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([['ann']]);
  expect(vi.getTimerCount()).toBe(0);
});
