import { describe, expect, it } from 'vitest';
import type { SharedBackend } from '../opened-backend.ts';
import { find, searchable, searchableOnce, searchPage, textsFound } from './searchable.ts';

export function describeSyntax(shared: SharedBackend): void {
  describe('syntax', () => {
    const some = searchableOnce(shared, ['회의 시간', 'unrelated', 'a word']);
    it.each([
      '*',
      '"',
      '\\',
      'a*',
      '"회의',
      'text:회의',
      'NOT 회의',
      '회의 OR',
      'NEAR(회의, 5)',
      '-회의',
      '(회의',
      '회의^2',
      "회의'",
      '회의;',
      '{회의} AND',
      '/회의/',
      '회의~',
      '%',
      '_',
      '회의 && ||',
      '\u0000회의',
      '\uD800',
    ])('takes search syntax as text: %j', async (query) => {
      const { room } = await some();
      const found = await textsFound(room, query);
      const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
      const matching = (text: string) => words.length > 0 && words.every((word) => text.includes(word));
      expect(found).toEqual(['회의 시간', 'a word'].filter(matching).sort());
    });

    it('finds words that look like syntax', async () => {
      const { room } = await searchable(shared, ['this AND that', 'room:12', 'NOT near']);
      expect(await textsFound(room, 'and')).toEqual(['this AND that']);
      expect(await textsFound(room, 'room:12')).toEqual(['room:12']);
      expect(await textsFound(room, 'NEAR')).toEqual(['NOT near']);
    });

    it('finds nothing for a text without words, and nothing in no room', async () => {
      const { room } = await searchable(shared, ['hello']);
      for (const text of ['', '  ', '!?', '"*"'])
        expect(await searchPage(room, text)).toEqual({ hits: [], next: null });
      expect(await searchPage(room, 'hello', { roomIds: [] })).toEqual({ hits: [], next: null });
    });

    it('stays quick with thousands of words, and with one very long one', async () => {
      const { room } = await searchable(shared, ['hello', '가'.repeat(3_000)]);
      const many = Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(' ');
      expect(await find(room, many)).toEqual([]);
      expect(await find(room, '가'.repeat(2_000))).toHaveLength(1);
      expect(await find(room, '가'.repeat(3_001))).toEqual([]);
    });
  });
}
