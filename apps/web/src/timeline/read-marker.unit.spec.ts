import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadMarker } from './read-marker.ts';

const mark = (number: number) => ({ itemId: `m${String(number)}`, number });

describe('the read marker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(tell: (number: number) => boolean = () => true) {
    const told: number[] = [];
    const marker = createReadMarker(3, async ({ number }) => {
      told.push(number);
      return tell(number);
    });
    return { marker, told };
  }

  it('tells the first mark at once, and then the latest one at most twice a second', async () => {
    const { marker, told } = start();
    for (const number of [4, 5, 6]) marker.seen(mark(number));
    expect(told).toEqual([4]);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([4, 6]);
  });

  it('never goes back, and does not say twice what was said', async () => {
    const { marker, told } = start();
    for (const number of [3, 2, 5, 4, 5]) marker.seen(mark(number));
    await vi.advanceTimersByTimeAsync(2_000);
    marker.seen(mark(5));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([5]);
  });

  it('says again what did not arrive, once it is seen again', async () => {
    let reached = false;
    const { marker, told } = start(() => reached);
    marker.seen(mark(4));
    await vi.advanceTimersByTimeAsync(500);
    reached = true;
    marker.seen(mark(4));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([4, 4, 4].slice(0, told.length));
    expect(told.length).toBeGreaterThan(1);
    marker.stop();
  });
});
