import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { find, searchable, searchPage, textsFound } from './searchable.ts';

export function describeSyntax(open: OpenBackend): void {
  describe('syntax', () => {
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
      const { search } = await searchable(open, ['회의 시간', 'unrelated', 'a word']);
      const found = await textsFound(search, query);
      const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
      const matching = (text: string) => words.length > 0 && words.every((word) => text.includes(word));
      expect(found).toEqual(['회의 시간', 'a word'].filter(matching).sort());
    });

    it('finds words that look like syntax', async () => {
      const { search } = await searchable(open, ['this AND that', 'room:12', 'NOT near']);
      expect(await textsFound(search, 'and')).toEqual(['this AND that']);
      expect(await textsFound(search, 'room:12')).toEqual(['room:12']);
      expect(await textsFound(search, 'NEAR')).toEqual(['NOT near']);
    });

    it('finds nothing for a text without words, and nothing in no room', async () => {
      const { search } = await searchable(open, ['hello']);
      for (const text of ['', '  ', '!?', '"*"'])
        expect(await searchPage(search, text)).toEqual({ hits: [], next: null });
      expect(await searchPage(search, 'hello', { roomIds: [] })).toEqual({ hits: [], next: null });
    });

    it('stays quick with thousands of words, and with one very long one', async () => {
      const { search } = await searchable(open, ['hello', '가'.repeat(3_000)]);
      const many = Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(' ');
      expect(await find(search, many)).toEqual([]);
      expect(await find(search, '가'.repeat(2_000))).toHaveLength(1);
      expect(await find(search, '가'.repeat(3_001))).toEqual([]);
    });
  });
}
