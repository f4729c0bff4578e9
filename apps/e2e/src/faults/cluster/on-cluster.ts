import { type Cluster, type ClusterOptions, startCluster } from '../../topology/cluster.ts';
import type { Random } from '../../topology/random.ts';
import { FAULT_LENGTHS } from '../../topology/run-settings.ts';
import type { ServerProcess } from '../../topology/server-process.ts';
import type { Settings } from '../../topology/server.ts';
import type { Rig, Strike } from '../harness/fault.ts';
import type { Load } from '../harness/load.ts';
import { clusterStore } from './cluster-store.ts';

/** How long a batch stays with a consumer that is not heard of, in milliseconds. */
export const LEASE_MS = Math.max(500, 30_000 * FAULT_LENGTHS);

const SETTINGS = { MARU_HOT_WINDOW: '20000', MARU_CONSUMER_LEASE_MS: String(LEASE_MS) };

export interface ClusterRig {
  readonly cluster: Cluster;
  readonly load: Load;
  readonly random: Random;
}

export interface Conditions extends Pick<Rig, 'mayWithdraw' | 'neverSilent'>, ClusterOptions {
  readonly settings?: Settings;
  /** Ends what was put between the processes and the engines. */
  readonly close?: () => Promise<void>;
}

/** A cluster that the same fault strikes again and again. */
export const onCluster =
  (strike: (rig: ClusterRig) => Promise<Strike>, { settings = {}, close, ...conditions }: Conditions = {}) =>
  async (): Promise<Rig> => {
    const cluster = await startCluster({ ...SETTINGS, ...settings }, conditions);
    return {
      ...conditions,
      server: cluster,
      store: clusterStore(cluster),
      strike: (load, random) => strike({ cluster, load, random }),
      async close() {
        await cluster.close();
        await close?.();
      },
    };
  };

/** One of them, by chance. */
export function oneOf<T>(all: readonly T[], random: Random): T {
  const chosen = all[Math.floor(random() * all.length)];
  if (chosen === undefined) throw new Error('There is none to choose from.');
  return chosen;
}

/** SIGKILL, and a new start, as a supervisor does it. */
export async function killAndStart(processes: readonly ServerProcess[]): Promise<void> {
  await Promise.all(processes.map((process) => process.end('SIGKILL')));
  await Promise.all(processes.map((process) => process.start()));
}
