import { expect, it } from 'vitest';
import { indexAfter } from './use-roving-focus.ts';

it('walks a list by arrow keys, Home and End, and leaves it upwards only', () => {
  expect(indexAfter('ArrowDown', 0, 3)).toBe(1);
  expect(indexAfter('ArrowDown', 2, 3)).toBe(2);
  expect(indexAfter('ArrowUp', 0, 3)).toBe(-1);
  expect(indexAfter('Home', 2, 3)).toBe(0);
  expect(indexAfter('End', 0, 3)).toBe(2);
  expect(indexAfter('a', 0, 3)).toBeUndefined();
});
