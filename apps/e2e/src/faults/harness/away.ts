import type { Random } from '../../topology/random.ts';
import type { Strike } from './fault.ts';
import type { Load } from './load.ts';

/** Of the systems on which clients go away. */
export const SMALL_HOT_WINDOW = { MARU_HOT_WINDOW: '50' };
/** How many messages each writer posts meanwhile: within the hot window, about at its end, far beyond it. */
const MISSED = [3, 25, 100];

/** F15: a reader goes away and comes back: to where it can go on from its cursor, or no longer. */
export async function goAway(load: Load, random: Random): Promise<Strike> {
  const [reader] = load.anyRoom.readers;
  if (!reader) throw new Error('Nobody reads.');
  for (const missed of MISSED) {
    const comeBack = await reader.goAway();
    await load.flows(Math.ceil(missed * (0.5 + random())));
    comeBack();
    await load.flows(1);
  }
  return { hits: MISSED.length };
}
