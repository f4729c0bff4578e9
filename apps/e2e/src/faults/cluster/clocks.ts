import { letPass } from '../../client/clock.ts';
import { ShiftedClock } from '../../topology/shifted-clock.ts';
import type { Rig } from '../harness/fault.ts';
import { onCluster, type ClusterRig } from './on-cluster.ts';

const FIVE_MINUTES_MS = 300_000;

/** F21: the clock of every process jumps, by up to five minutes ahead or back. */
export async function shiftClocks(): Promise<Rig> {
  const clocks: ShiftedClock[] = [];
  const settingsOf = () => {
    const clock = new ShiftedClock();
    clocks.push(clock);
    return clock.settings;
  };
  const strike = async ({ load, random }: ClusterRig) => {
    for (const clock of clocks) clock.shift(Math.round((2 * random() - 1) * FIVE_MINUTES_MS));
    await letPass(500);
    await load.flows(10);
    return { hits: clocks.length };
  };
  const close = async () => clocks.forEach((clock) => clock.remove());
  return onCluster(strike, { settingsOf, close })();
}
