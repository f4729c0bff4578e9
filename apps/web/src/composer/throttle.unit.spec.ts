import { expect, it } from 'vitest';
import { createThrottle } from './throttle.ts';

it('lets one typing signal a second through, the first at once', () => {
  let now = 0;
  const told: number[] = [];
  const tell = createThrottle(
    1_000,
    () => told.push(now),
    () => now,
  );
  for (now = 0; now <= 2_500; now += 100) tell();
  expect(told).toEqual([0, 1_000, 2_000]);
});
