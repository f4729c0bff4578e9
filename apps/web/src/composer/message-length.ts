/** What the server takes by default, in code points. */
export const MAX_MESSAGE_CODE_POINTS = 4_000;
const COUNTED_FROM = 200;

const codePoints = (text: string) => [...text].length;

/** How many characters are left, once it is worth saying; negative beyond the limit. */
export function charactersLeft(text: string): number | undefined {
  const left = MAX_MESSAGE_CODE_POINTS - codePoints(text);
  return left <= COUNTED_FROM ? left : undefined;
}

export const isSendable = (text: string): boolean => text.trim() !== '' && codePoints(text) <= MAX_MESSAGE_CODE_POINTS;
