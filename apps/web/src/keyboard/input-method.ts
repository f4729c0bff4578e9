/** What some browsers report as the code of every key that an input method takes for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether an input method composes and this key is its own: most browsers say so with `isComposing`, Safari at the end of a
 * composition only with keyCode 229.
 */
export const isTakenByInputMethod = ({ isComposing, keyCode }: { isComposing: boolean; keyCode: number }): boolean =>
  isComposing || keyCode === TAKEN_BY_INPUT_METHOD;
