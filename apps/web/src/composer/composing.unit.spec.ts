import { describe, expect, it } from 'vitest';
import { meaningOf } from './composing.ts';

const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

describe('a key in the composer', () => {
  it('sends with Enter, and breaks the line with Shift', () => {
    expect(meaningOf(enter, 'send')).toBe('send');
    expect(meaningOf({ ...enter, shiftKey: true }, 'send')).toBe('type');
    expect(meaningOf({ ...enter, key: 'a', keyCode: 65 }, 'send')).toBe('type');
  });

  it('is the other way round where Enter was chosen to break the line', () => {
    expect(meaningOf(enter, 'break')).toBe('type');
    expect(meaningOf({ ...enter, shiftKey: true }, 'break')).toBe('send');
    expect(meaningOf({ ...enter, shiftKey: true, isComposing: true }, 'break')).toBe('compose');
  });

  it('never sends while an input method composes: 한 must not go out as 하 and ㄴ', () => {
    expect(meaningOf({ ...enter, isComposing: true, keyCode: 229 }, 'send')).toBe('compose');
    expect(meaningOf({ ...enter, isComposing: true }, 'send')).toBe('compose');
  });

  it('does not send by the Enter that ends a composition in Safari, where only its key code tells', () => {
    expect(meaningOf({ ...enter, keyCode: 229 }, 'send')).toBe('compose');
  });
});
