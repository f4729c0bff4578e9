import { isTakenByInputMethod } from '../keyboard/input-method.ts';
import type { EnterMeaning } from '../settings/enter-key.ts';

/** The part of a keyboard event that says what a key does. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/**
 * What a key does in the composer. Enter sends or breaks the line, as the user has chosen, and Shift+Enter does the other
 * thing; while an input method composes Enter ends the syllable and does nothing else. Everything else is typed.
 */
export function meaningOf(press: KeyPress, enter: EnterMeaning): 'send' | 'compose' | 'type' {
  if (press.key !== 'Enter') return 'type';
  const sends = press.shiftKey === (enter === 'break');
  if (!sends) return 'type';
  return isTakenByInputMethod(press) ? 'compose' : 'send';
}
