import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/samples.ts';
import { excerpt, highlightedParts } from './highlighted-parts.ts';

const text = (parts: readonly { text: string }[]) => parts.map((part) => part.text).join('');

describe('highlights', () => {
  it('cut a text at UTF-16 offsets', () => {
    expect(highlightedParts('👋 오늘 회의', [{ start: 6, end: 8 }])).toEqual([
      { text: '👋 오늘 ', isHit: false },
      { text: '회의', isHit: true },
    ]);
  });

  it('never lose or double a character, whatever the ranges', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const number = () => Math.floor(random() * 30) - 3;
      const ranges = Array.from({ length: 4 }, () => ({ start: number(), end: number() }));
      expect(text(highlightedParts('회의는 <b>내일</b> 세 시예요', ranges)), `seed ${String(seed)}`).toBe(
        '회의는 <b>내일</b> 세 시예요',
      );
    }
  });

  it('show a long text from shortly before its first hit on', () => {
    const long = `${'😀'.repeat(100)}회의`;
    const parts = excerpt(long, [{ start: 200, end: 202 }]);
    expect(parts).toEqual([
      { text: `…${'😀'.repeat(60)}`, isHit: false },
      { text: '회의', isHit: true },
    ]);
  });
});
