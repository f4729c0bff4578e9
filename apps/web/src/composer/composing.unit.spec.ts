import { describe, expect, it } from 'vitest';
import { isSendKey } from './composing.ts';

const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

describe('a key press in the composer', () => {
  it('sends with Enter, and breaks the line with Shift', () => {
    expect(isSendKey(enter)).toBe(true);
    expect(isSendKey({ ...enter, shiftKey: true })).toBe(false);
    expect(isSendKey({ ...enter, key: 'a', keyCode: 65 })).toBe(false);
  });

  it('never sends while an input method composes: 한 must not go out as 하 and ㄴ', () => {
    expect(isSendKey({ ...enter, isComposing: true, keyCode: 229 })).toBe(false);
    expect(isSendKey({ ...enter, isComposing: true })).toBe(false);
  });

  it('does not send by the Enter that ends a composition in Safari, where only its key code tells', () => {
    expect(isSendKey({ ...enter, keyCode: 229 })).toBe(false);
  });
});
