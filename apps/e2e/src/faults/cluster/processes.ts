import type { Strike } from '../harness/fault.ts';
import { killAndStart, oneOf, type ClusterRig } from './on-cluster.ts';

/** F1: of three replicas one is killed; its clients go to another one. */
export async function killReplica({ cluster, load, random }: ClusterRig): Promise<Strike> {
  await load.moment(random);
  await killAndStart([oneOf(cluster.replicas, random)]);
  return { hits: 1 };
}

/** F2: a persister and an indexer, with whatever they have in hand. */
export async function killConsumers({ cluster, load, random }: ClusterRig): Promise<Strike> {
  await load.moment(random);
  const killed = [oneOf(cluster.persisters, random), oneOf(cluster.indexers, random)];
  await killAndStart(killed);
  return { hits: killed.length };
}
