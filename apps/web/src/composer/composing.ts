/** The part of a keyboard event that says what Enter means. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** What some browsers report as the code of every key that an input method takes for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether a key press sends the message: Enter without Shift, and never while an input method composes. The Enter that
 * ends a composition arrives with `isComposing` in most browsers, without it but with keyCode 229 in Safari.
 */
export function isSendKey({ key, shiftKey, isComposing, keyCode }: KeyPress): boolean {
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== TAKEN_BY_INPUT_METHOD;
}
