/** The part of a keyboard event that says what a key does. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** What some browsers report as the code of every key that an input method takes for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * What a key does in the composer. Enter without Shift sends; while an input method composes it ends the syllable and does
 * nothing else, not even break the line. That Enter arrives with `isComposing` in most browsers, in Safari without it but
 * with keyCode 229. Everything else is typed.
 */
export function meaningOf({ key, shiftKey, isComposing, keyCode }: KeyPress): 'send' | 'compose' | 'type' {
  if (key !== 'Enter' || shiftKey) return 'type';
  return isComposing || keyCode === TAKEN_BY_INPUT_METHOD ? 'compose' : 'send';
}
