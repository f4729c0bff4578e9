import { describe, expect, it } from 'vitest';
import { shortcutOf, type KeyPress } from './shortcuts.ts';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...change,
});

describe('a shortcut', () => {
  it('is its key with its modifiers, and no others', () => {
    expect(shortcutOf(press('k', { ctrlKey: true }), false)).toBe('switch-room');
    expect(shortcutOf(press('k', { ctrlKey: true, altKey: true }), false)).toBeUndefined();
    expect(shortcutOf(press('k'), false)).toBeUndefined();
    expect(shortcutOf(press('ArrowUp', { altKey: true }), false)).toBe('previous-room');
    expect(shortcutOf(press('ArrowUp', { altKey: true, shiftKey: true }), false)).toBe('previous-unread');
    expect(shortcutOf(press('F', { ctrlKey: true, shiftKey: true }), false)).toBe('search');
  });

  it('takes ⌘ on Apple’s keyboards and Ctrl on all others', () => {
    expect(shortcutOf(press('k', { metaKey: true }), true)).toBe('switch-room');
    expect(shortcutOf(press('k', { ctrlKey: true }), true)).toBeUndefined();
    expect(shortcutOf(press('k', { metaKey: true }), false)).toBeUndefined();
  });

  it('is found by the place of its letter on a keyboard that writes Korean', () => {
    expect(shortcutOf(press('ㅏ', { code: 'KeyK', ctrlKey: true }), false)).toBe('switch-room');
    expect(shortcutOf(press('t', { code: 'KeyK', ctrlKey: true }), false)).toBeUndefined();
  });

  it('is a sign, however the keyboard writes it', () => {
    expect(shortcutOf(press('?', { shiftKey: true }), false)).toBe('show-shortcuts');
    expect(shortcutOf(press('?'), false)).toBe('show-shortcuts');
  });

  it('is none while an input method composes', () => {
    expect(shortcutOf(press('Escape', { isComposing: true }), false)).toBeUndefined();
    expect(shortcutOf(press('ArrowDown', { altKey: true, keyCode: 229 }), false)).toBeUndefined();
    expect(shortcutOf(press('Escape', { keyCode: 27 }), false)).toBe('close');
  });
});
