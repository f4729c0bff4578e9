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
