import { expect, it } from 'vitest';
import { retryDelay } from './retry-delay.ts';

it('waits longer after each failure, up to half a minute, and never the same for all clients', () => {
  const longest = [0, 1, 2, 3, 10, 1_000].map((failures) => retryDelay(failures, () => 1));
  expect(longest).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000]);
  expect(retryDelay(3, () => 0)).toBe(2_000);
});
