import { Cluster } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRedisCluster } from './cluster.mjs';

let cluster: Awaited<ReturnType<typeof startRedisCluster>>;
let redis: Cluster;

beforeAll(async () => {
  cluster = await startRedisCluster();
  redis = new Cluster(cluster.servers.map(({ host, port }) => ({ host, port })));
});
afterAll(async () => {
  redis.disconnect();
  await cluster.stop();
});

it('spreads keys over its three servers and finds them again', async () => {
  const partitions = Array.from({ length: 64 }, (_, number) => `{p${number}}:log`);
  await Promise.all(partitions.map((key) => redis.set(key, key)));
  expect(await Promise.all(partitions.map((key) => redis.get(key)))).toEqual(partitions);

  const sizes = await Promise.all(cluster.servers.map(async (server) => Number(await server.command('DBSIZE'))));
  expect(sizes.reduce((sum, size) => sum + size)).toBe(partitions.length);
  expect(sizes.every((size) => size > 0)).toBe(true);
});

it('has what was written after a server was killed and restarted', async () => {
  await redis.set('{p1}:kept', 'yes');
  for (const server of cluster.servers) {
    await server.kill();
    await server.restart();
  }
  expect(await redis.get('{p1}:kept')).toBe('yes');
});
