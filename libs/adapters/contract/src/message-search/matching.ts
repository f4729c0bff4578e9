import { describe, expect, it } from 'vitest';
import type { SharedBackend } from '../opened-backend.ts';
import { find, searchable, searchableOnce, textsFound } from './searchable.ts';

export function describeMatching(shared: SharedBackend): void {
  describe('matching', () => {
    const cjk = searchableOnce(shared, [
      '채팅방입니다',
      '우리 채팅',
      '채 팅',
      '東京会議室',
      'ｶﾀｶﾅ',
      'ひらがなとカナ',
      '𠮷野家',
    ]);
    it.each([
      ['채팅', ['채팅방입니다', '우리 채팅']],
      ['팅방', ['채팅방입니다']],
      ['방입니', ['채팅방입니다']],
      ['채팅방입니다', ['채팅방입니다']],
      ['입니다 채팅', ['채팅방입니다']],
      ['채팅실', []],
      ['会議', ['東京会議室']],
      ['京会議', ['東京会議室']],
      ['カタカ', ['ｶﾀｶﾅ']],
      ['ひらがな', ['ひらがなとカナ']],
      ['𠮷野', ['𠮷野家']],
    ])('finds any part of a run of CJK text: %s', async (query, expected) => {
      const { room } = await cjk();
      expect(await textsFound(room, query)).toEqual([...expected].sort());
    });

    const words = searchableOnce(shared, [
      'Hello world',
      'HELLO, World!',
      'help',
      'STRASSE',
      'Straße 12',
      '１２３',
      'οδος',
      'Été',
    ]);
    it.each([
      ['hello', ['Hello world', 'HELLO, World!']],
      ['hel', ['Hello world', 'HELLO, World!', 'help']],
      ['WORLD hel', ['Hello world', 'HELLO, World!']],
      ['ello', []],
      ['hello help', []],
      ['ｈｅｌｌｏ', ['Hello world', 'HELLO, World!']],
      ['straße', ['STRASSE', 'Straße 12']],
      ['12', ['Straße 12', '１２３']],
      ['ΟΔΟΣ', ['οδος']],
      ['été', ['Été']],
    ])('finds words and beginnings of words, in any case and width: %s', async (query, expected) => {
      const { room } = await words();
      expect(await textsFound(room, query)).toEqual([...expected].sort());
    });

    it('finds what was typed in another normal form', async () => {
      const { room } = await searchable(shared, ['한글 메시지'.normalize('NFD'), 'café'.normalize('NFD')]);
      expect(await find(room, '한글')).toHaveLength(1);
      expect(await find(room, '메시'.normalize('NFD'))).toHaveLength(1);
      expect(await find(room, 'café')).toHaveLength(1);
    });

    it('finds words of mixed scripts, and each part of them', async () => {
      const { room } = await searchable(shared, ['API문서를 보세요', 'API 목록', '새문서', '문서API']);
      expect(await textsFound(room, 'API문서')).toEqual(['API문서를 보세요']);
      expect(await textsFound(room, 'api')).toEqual(['API 목록', 'API문서를 보세요', '문서API']);
      expect(await textsFound(room, '문서')).toEqual(['API문서를 보세요', '문서API', '새문서']);
      expect(await textsFound(room, '서api')).toEqual(['문서API']);
      expect(await textsFound(room, '문서 api')).toEqual(['API문서를 보세요', '문서API']);
    });

    it('finds beginnings of however many words', async () => {
      const syllables = Array.from({ length: 100 }, (_, n) => String.fromCodePoint(0xac00 + 28 * n));
      const texts = syllables.map((syllable, n) => `word${n} API문${syllable}`);
      const { room } = await searchable(shared, [...texts, '문API']);
      for (const query of ['wor', 'api문', 'w api문']) expect(await find(room, query)).toHaveLength(100);
      expect(await textsFound(room, '문api')).toEqual(['문API']);
    });

    it('finds all words of a query, wherever they stand; a repeated one once', async () => {
      const { room } = await searchable(shared, ['내일 회의 시간 변경', '회의 시간', '시간 변경']);
      expect(await textsFound(room, '변경 회의')).toEqual(['내일 회의 시간 변경']);
      expect(await textsFound(room, '  회의\t회의  시간 ')).toEqual(['내일 회의 시간 변경', '회의 시간']);
    });
  });
}
