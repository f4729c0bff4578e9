import { setTimeout } from 'node:timers/promises';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 2_000;

/** Waits before another try: twice as long each round, at random below that, so that those who met do not meet again. */
export function pauseBeforeRound(round: number): Promise<void> {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** round, LONGEST_PAUSE_MS);
  return setTimeout(longest * Math.random());
}
