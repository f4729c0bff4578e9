import { describe, expect, it } from 'vitest';
import { meaningOf } from './composing.ts';

const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

describe('a key in the composer', () => {
  it('sends with Enter, and breaks the line with Shift', () => {
    expect(meaningOf(enter)).toBe('send');
    expect(meaningOf({ ...enter, shiftKey: true })).toBe('type');
    expect(meaningOf({ ...enter, key: 'a', keyCode: 65 })).toBe('type');
  });

  it('never sends while an input method composes: 한 must not go out as 하 and ㄴ', () => {
    expect(meaningOf({ ...enter, isComposing: true, keyCode: 229 })).toBe('compose');
    expect(meaningOf({ ...enter, isComposing: true })).toBe('compose');
  });

  it('does not send by the Enter that ends a composition in Safari, where only its key code tells', () => {
    expect(meaningOf({ ...enter, keyCode: 229 })).toBe('compose');
  });
});
