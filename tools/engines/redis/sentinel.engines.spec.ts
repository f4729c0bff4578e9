import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startRedisWithSentinels } from './sentinel.mjs';

let group: Awaited<ReturnType<typeof startRedisWithSentinels>>;
let redis: Redis;

beforeAll(async () => {
  group = await startRedisWithSentinels();
  redis = new Redis({
    name: group.name,
    sentinels: group.sentinels.map(({ host, port }) => ({ host, port })),
    sentinelRetryStrategy: () => 100,
    retryStrategy: () => 100,
  });
  redis.on('error', () => {});
});
afterAll(async () => {
  redis.disconnect();
  await group.stop();
});

it('the replica takes over from a killed primary with everything that it had acknowledged', async () => {
  const first = await group.primary();
  await redis.set('kept', 'yes');
  expect(await redis.wait(1, 5000)).toBe(1);

  await first.kill();
  await vi.waitFor(async () => expect((await group.primary()).port).not.toBe(first.port), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await redis.set('written', 'afterwards')).toBe('OK'), { timeout: 20_000 });
  expect(await redis.get('kept')).toBe('yes');
});

it('the killed one comes back as the replica', async () => {
  const primary = await group.primary();
  const [other] = group.servers.filter((server) => server !== primary);
  await other?.restart();
  await vi.waitFor(async () => expect(await other?.command('ROLE')).toMatch(/^slave\n[\s\S]*\nconnected\n/), {
    timeout: 20_000,
  });
});
