import { describe, expect, it } from 'vitest';
import { charactersLeft, isSendable, MAX_MESSAGE_CODE_POINTS } from './message-length.ts';

describe('the length of a message', () => {
  it('is counted in code points, for the last two hundred', () => {
    expect(charactersLeft('가'.repeat(3_799))).toBeUndefined();
    expect(charactersLeft('가'.repeat(3_800))).toBe(200);
    expect(charactersLeft('😀'.repeat(MAX_MESSAGE_CODE_POINTS))).toBe(0);
    expect(charactersLeft('a'.repeat(4_001))).toBe(-1);
  });

  it('lets nothing blank and nothing too long go out', () => {
    expect(isSendable(' \n ')).toBe(false);
    expect(isSendable('ㅎ')).toBe(true);
    expect(isSendable('😀'.repeat(MAX_MESSAGE_CODE_POINTS))).toBe(true);
    expect(isSendable('a'.repeat(MAX_MESSAGE_CODE_POINTS + 1))).toBe(false);
  });
});
