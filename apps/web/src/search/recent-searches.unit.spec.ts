import { describe, expect, it } from 'vitest';
import { withRecent } from './recent-searches.ts';

describe('recent searches', () => {
  it('are the latest first, each once, whatever its case or the form of its Korean', () => {
    expect(withRecent(['회의'.normalize('NFD'), 'Lunch'], '회의')).toEqual(['회의', 'Lunch']);
    expect(withRecent(['회의', 'Lunch'], 'lunch')).toEqual(['lunch', '회의']);
  });

  it('are few: the oldest is forgotten', () => {
    const many = Array.from({ length: 20 }, (_, n) => `search ${String(n)}`);
    const recent = many.reduce<string[]>(withRecent, []);
    expect(recent).toHaveLength(8);
    expect(recent[0]).toBe('search 19');
  });
});
