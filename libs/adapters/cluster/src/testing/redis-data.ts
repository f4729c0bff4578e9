import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCluster } from './test-cluster.ts';

type Redis = TestCluster['redis'];

const dataOf = (redis: Redis) => join(redis.folder, 'appendonlydir');
const copyOf = (redis: Redis) => join(redis.folder, 'copy-of-appendonlydir');

/** Kills Redis and starts it without anything that it had. */
export async function loseEverything(redis: Redis): Promise<void> {
  await redis.kill();
  await rm(dataOf(redis), { recursive: true });
  await redis.restart();
}

/** Keeps a copy of what Redis has now. It is restarted by this. */
export async function keepCopy(redis: Redis): Promise<void> {
  await redis.kill();
  await cp(dataOf(redis), copyOf(redis), { recursive: true });
  await redis.restart();
}

/** Kills Redis and starts it as it was when the copy was made: as a replica that had fallen behind, and is promoted. */
export async function fallBack(redis: Redis): Promise<void> {
  await redis.kill();
  await rm(dataOf(redis), { recursive: true });
  await cp(copyOf(redis), dataOf(redis), { recursive: true });
  await redis.restart();
}
