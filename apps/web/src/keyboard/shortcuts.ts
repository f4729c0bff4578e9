import type { EnterMeaning } from '../settings/enter-key.ts';
import { isTakenByInputMethod } from './input-method.ts';

/** `Mod` is ⌘ on Apple's keyboards and Ctrl on all others; a key is named as `KeyboardEvent.key` names it. */
export type Keys = readonly [...('Mod' | 'Alt' | 'Shift')[], string];

/** What keys do. */
interface Row {
  readonly action: string;
  readonly keys: Keys;
}

/** What can be done from anywhere, in the order in which it is listed. */
export const SHORTCUTS = [
  { action: 'switch-room', keys: ['Mod', 'K'] },
  { action: 'previous-room', keys: ['Alt', 'ArrowUp'] },
  { action: 'next-room', keys: ['Alt', 'ArrowDown'] },
  { action: 'previous-unread', keys: ['Alt', 'Shift', 'ArrowUp'] },
  { action: 'next-unread', keys: ['Alt', 'Shift', 'ArrowDown'] },
  { action: 'search', keys: ['Mod', 'Shift', 'F'] },
  { action: 'close', keys: ['Escape'] },
  { action: 'next-region', keys: ['F6'] },
  { action: 'previous-region', keys: ['Shift', 'F6'] },
  { action: 'show-shortcuts', keys: ['?'] },
] as const satisfies readonly Row[];
export type Shortcut = (typeof SHORTCUTS)[number]['action'];

/** What the timeline does, once it has the focus. */
export const TIMELINE_KEYS = [
  { action: 'previous-message', keys: ['ArrowUp'] },
  { action: 'next-message', keys: ['ArrowDown'] },
  { action: 'oldest', keys: ['Home'] },
  { action: 'newest', keys: ['End'] },
  { action: 'page-up', keys: ['PageUp'] },
  { action: 'page-down', keys: ['PageDown'] },
] as const satisfies readonly Row[];

/** What the composer does with Enter. */
export const composerKeys = (enter: EnterMeaning) =>
  [
    { action: 'send', keys: enter === 'send' ? ['Enter'] : ['Shift', 'Enter'] },
    { action: 'break-line', keys: enter === 'send' ? ['Shift', 'Enter'] : ['Enter'] },
  ] as const satisfies readonly Row[];

/** The part of a keyboard event that tells a shortcut. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** The shortcut that was pressed, if it is one. None is while an input method composes. */
export function shortcutOf(press: KeyPress, isApple: boolean): Shortcut | undefined {
  if (isTakenByInputMethod(press)) return undefined;
  return SHORTCUTS.find(({ keys }) => isPressed(keys, press, isApple))?.action;
}

function isPressed(keys: Keys, press: KeyPress, isApple: boolean): boolean {
  const key = keys.at(-1) ?? '';
  const isMod = isApple ? press.metaKey : press.ctrlKey;
  const isOtherMod = isApple ? press.ctrlKey : press.metaKey;
  // A sign such as ? needs Shift on some keyboards, and not on others.
  const isSign = /^[^\w]$/.test(key);
  return (
    isKey(key, press) &&
    !isOtherMod &&
    isMod === keys.includes('Mod') &&
    press.altKey === keys.includes('Alt') &&
    (isSign || press.shiftKey === keys.includes('Shift'))
  );
}

/** A letter is found by its place where the keyboard writes another script: ㅏ is on the key of K. */
const isKey = (wanted: string, { key, code }: KeyPress): boolean =>
  key.toUpperCase() === wanted.toUpperCase() || (!/^[a-z]$/i.test(key) && code === `Key${wanted}`);
