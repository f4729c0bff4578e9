import { describe, expect, it } from 'vitest';
import { HOLES, piecesOf } from './pieces.ts';

/** As the scripts do it. */
const fill = (pieces: readonly string[], numbers: readonly number[]): unknown =>
  JSON.parse(pieces.map((piece, at) => (at % 2 === 0 ? piece : numbers[Number(piece) - 1])).join(''));

const NUMBERS = [7, 41, 1_800_000_000_000, 30, 25];
const STAMP = { epoch: 7, seq: 41, createdAt: 1_800_000_000_000, number: 30, messageCount: 25 };

describe('JSON with holes', () => {
  it('gets its numbers where they belong', () => {
    const pieces = piecesOf({ name: 'Harbour', ...HOLES, revision: { epoch: HOLES.epoch, seq: HOLES.seq } });
    expect(fill(pieces, NUMBERS)).toEqual({ name: 'Harbour', ...STAMP, revision: { epoch: 7, seq: 41 } });
  });

  it('may be a number alone, or none', () => {
    expect(fill(piecesOf(HOLES.createdAt), NUMBERS)).toBe(STAMP.createdAt);
    expect(fill(piecesOf(null), NUMBERS)).toBeNull();
  });

  it('leaves everything else as it is, whatever it looks like', () => {
    const text = piecesOf({ seq: HOLES.seq })[0] ?? '';
    const value = { text, quoted: '"1"', minus: -3, least: Number.MIN_SAFE_INTEGER / 2, pieces: ['2', '\u0000'] };
    expect(fill(piecesOf(value), NUMBERS)).toEqual(value);
  });
});
