import { expect } from 'vitest';
import { letPass } from '../../client/clock.ts';
import type { Strike } from '../harness/fault.ts';
import type { ClusterRig } from './on-cluster.ts';

/** F7: Redis is killed and comes back with what its append-only file has. */
export async function killRedis({ cluster, load, random }: ClusterRig): Promise<Strike> {
  await load.moment(random);
  await cluster.redis.kill();
  await letPass(random() * 500);
  await cluster.redis.restart();
  return { hits: 1 };
}

/** F10: Redis may not grow any more: senders are told to try again, until it may. */
export async function fillRedis({ cluster, load, random }: ClusterRig): Promise<Strike> {
  await load.moment(random);
  const refusals = load.refusals;
  await cluster.redis.command('CONFIG', 'SET', 'maxmemory', '1mb');
  await expect.poll(() => load.refusals, { timeout: 20_000 }).toBeGreaterThan(refusals);
  await letPass(random() * 1_000);
  await cluster.redis.command('CONFIG', 'SET', 'maxmemory', '0');
  return { hits: 1 };
}
