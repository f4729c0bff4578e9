import { SEED } from './run-settings.ts';

/** Numbers from 0 up to 1. */
export type Random = () => number;

/** Random numbers that can be repeated; says the seed. */
export function seededRandom(purpose: string): Random {
  console.log(`${purpose}: MARU_E2E_SEED=${SEED}`);
  return randomFrom(SEED);
}

/** The same seed brings the same numbers. */
export function randomFrom(seed: number): Random {
  let state = seed;
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
