/** Messages that are due at an even rate, whether or not a server keeps up. */
export interface Schedule {
  /** Number of the first one. */
  readonly first: number;
  readonly count: number;
  /** When the first one is due. */
  readonly begins: number;
  readonly perSecond: number;
}

export const dueAt = ({ first, begins, perSecond }: Schedule, n: number): number =>
  begins + ((n - first) * 1_000) / perSecond;

const MARK = Buffer.from(' no.');
const DIGITS = 7;

/** What is said: always as long, and with a number that is found in whatever carries it. */
export const textOf = (n: number): string => `마루에서 만나요. no.${String(n).padStart(DIGITS, '0')}`;

/** Where the number stands in what carries a text; -1 in what carries none. */
export function numberPosition(carrier: Buffer): number {
  const mark = carrier.indexOf(MARK);
  return mark < 0 ? -1 : mark + MARK.length;
}

/** The number in what carries a text; -1 in what carries none. */
export function numberIn(carrier: Buffer): number {
  const start = numberPosition(carrier);
  return start < 0 ? -1 : Number(carrier.toString('latin1', start, start + DIGITS));
}

/** The same carrier with another number. */
export function renumbered(carrier: Buffer, n: number): Buffer {
  const copy = Buffer.from(carrier);
  copy.write(String(n).padStart(DIGITS, '0'), numberPosition(carrier), 'latin1');
  return copy;
}
