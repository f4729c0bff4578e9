import { randomUUID } from 'node:crypto';
import type { LogEnd } from '@maru/domain';

/** JSON text in pieces. Between two of them stands the number of a hole, which is filled where its content is known. */
export type Pieces = readonly string[];

/** Far below every number that anything is counted with. */
const NO_NUMBER = -(2 ** 52);

/** What only the log knows, in the order in which scripts number it. */
export const HOLES: LogEnd = {
  epoch: NO_NUMBER - 1,
  seq: NO_NUMBER - 2,
  createdAt: NO_NUMBER - 3,
  number: NO_NUMBER - 4,
  messageCount: NO_NUMBER - 5,
};

/** Nobody can guess it: no text of anybody's is taken for a hole. */
const MARK = randomUUID();
const HOLE = new RegExp(`"${MARK}([1-5])"`);

const withMarks = (_: string, value: unknown) =>
  typeof value === 'number' && value < NO_NUMBER ? `${MARK}${NO_NUMBER - value}` : value;

export const piecesOf = (value: object | string | number | null): Pieces =>
  JSON.stringify(value, withMarks).split(HOLE);
