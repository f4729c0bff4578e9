const END = '\r\n';
/** Kinds of the Redis protocol whose first line tells how many bytes, and how many values, follow. */
const BYTES = new Set(['$', '=', '!']);
const VALUES = new Map([
  ['*', 1],
  ['>', 1],
  ['~', 1],
  ['%', 2],
]);

/**
 * How many bytes the first value of the Redis protocol takes.
 * @returns undefined where it is not complete yet
 */
export function frameLength(bytes: Buffer, from = 0): number | undefined {
  const lineEnd = bytes.indexOf(END, from);
  if (lineEnd < 0) return undefined;
  const kind = bytes.toString('latin1', from, from + 1);
  const count = Math.max(0, Number(bytes.toString('latin1', from + 1, lineEnd)));
  let at = lineEnd + END.length;
  if (BYTES.has(kind)) {
    // A value that is null has no bytes, and no end of its own.
    const isNull = bytes.toString('latin1', from + 1, from + 2) === '-';
    at += isNull ? 0 : count + END.length;
    return at <= bytes.length ? at - from : undefined;
  }
  for (let left = count * (VALUES.get(kind) ?? 0); left > 0; left--) {
    const length = frameLength(bytes, at);
    if (length === undefined) return undefined;
    at += length;
  }
  return at - from;
}
