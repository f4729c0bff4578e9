import type { SearchHit } from '@maru/chat';
import { describe, expect, it } from 'vitest';
import type { SharedBackend } from '../opened-backend.ts';
import { find, searchable, searchableOnce, textOf } from './searchable.ts';

/** The stretches that a hit marks. */
const marked = (hit: SearchHit) => hit.highlights.map(({ start, end }) => textOf(hit).slice(start, end));

const CASES: readonly (readonly [text: string, query: string, marked: string[]])[] = [
  ['오늘 회의, 내일 회의', '회의', ['회의', '회의']],
  ['회의실 예약', '의실 예', ['의실', '예']],
  ['HELLO help', 'hel', ['HEL', 'hel']],
  ['ｈｅｌｌｏ ｶﾞｲﾄﾞ', 'hello ガイド', ['ｈｅｌｌｏ', 'ｶﾞｲﾄﾞ']],
  ['ﬁnal 👍🏽 ①회의'.normalize('NFC'), 'fin 회의', ['ﬁn', '회의']],
  ['👩‍👩‍👧 안녕 𠮷野家', '안녕 𠮷野', ['안녕', '𠮷野']],
  ['API문서', 'api문서', ['API문서']],
];

export function describeHighlights(shared: SharedBackend): void {
  describe('highlights', () => {
    const all = searchableOnce(
      shared,
      CASES.map(([text]) => text),
    );
    it.each(CASES)(
      'mark in %j where %j was found, in UTF-16 code units of the original',
      async (text, query, expected) => {
        const hits = await find((await all()).room, query);
        expect(hits.filter((hit) => textOf(hit) === text).map(marked)).toEqual([expected]);
      },
    );

    it('are ascending and do not overlap, and at least one', async () => {
      const { room } = await searchable(shared, ['가나다라 나다 가나 aaa aa a', 'ab abc']);
      for (const query of ['나다 가나 다라', 'a aa aaa', 'ab abc']) {
        for (const { highlights } of await find(room, query)) {
          expect(highlights.length).toBeGreaterThan(0);
          for (const [index, { start, end }] of highlights.entries()) {
            expect(end).toBeGreaterThan(start);
            if (index > 0) expect(start).toBeGreaterThanOrEqual(highlights[index - 1]!.end);
          }
        }
      }
    });
  });
}
