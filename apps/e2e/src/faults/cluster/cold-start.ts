import type { Strike } from '../harness/fault.ts';
import type { ClusterRig } from './on-cluster.ts';

/** F28: every process and Redis are ended, in good order or not, and started again. DynamoDB and Elasticsearch, which others use, run on. */
export async function startCold({ cluster, load, random }: ClusterRig): Promise<Strike> {
  const all = [...cluster.replicas, ...cluster.persisters, ...cluster.indexers];
  await load.moment(random);
  const signal = random() < 0.5 ? 'SIGKILL' : 'SIGTERM';
  await Promise.all(all.map((process) => process.end(signal)));
  if (signal === 'SIGKILL') await cluster.redis.kill();
  await cluster.redis.restart();
  await Promise.all(all.map((process) => process.start()));
  return { hits: all.length + 1 };
}
