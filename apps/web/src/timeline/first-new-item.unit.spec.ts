import { describe, expect, it } from 'vitest';
import { message, mina, notice } from '../testing/samples.ts';
import { firstNewItem } from './first-new-item.ts';

const items = [message(11), message(12, { author: mina }), notice(13), message(14), message(15)];

describe('the first new item', () => {
  it('is the first message of somebody else after the place where reading stopped', () => {
    expect(firstNewItem(items, mina, 11)?.id).toBe('m14');
    expect(firstNewItem(items, mina, 14)?.id).toBe('m15');
    expect(firstNewItem(items, mina, 15)).toBeUndefined();
  });

  it('is not known where that place is not loaded', () => {
    expect(firstNewItem(items, mina, 10)?.id).toBe('m11');
    expect(firstNewItem(items, mina, 9)).toBeUndefined();
  });
});
