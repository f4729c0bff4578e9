import { create, drain, eventually, MAX_DELIVERIES } from '@maru/adapters-contract';
import { REQUIRED_GROUPS, startConsumers } from '@maru/chat';
import { startRedis, startRedisWithSentinels } from '@maru/engines';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestNodes } from './testing/test-cluster.ts';
import { messagesOf, nameOf, RoomReader } from './testing/watched-room.ts';
import { Writer } from './testing/writer.ts';

const SETTINGS = { hotWindow: 10_000, maxDeliveries: MAX_DELIVERIES, clock: Date.now };
/** Until Sentinels have promoted a replica, and clients have found it, on a busy machine. */
const FAILOVER = { timeout: 60_000, interval: 50 };

const STRICT = { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '1' };

async function openWithSentinels() {
  const redis = await startRedisWithSentinels({ settings: STRICT });
  onTestFinished(() => redis.stop());
  const sentinels = redis.sentinels.map(({ host, port }) => `${host}:${port}`).join(',');
  const cluster = await openTestNodes(`redis+sentinel://${sentinels}/${redis.name}`, SETTINGS);
  onTestFinished(() => cluster.destroy());
  return { redis, cluster };
}

type Redis = Awaited<ReturnType<typeof startRedisWithSentinels>>;

/** Takes the primary away until another server has taken its place, then lets it come back. */
async function loseThePrimary(redis: Redis, how: 'killed' | 'paused'): Promise<void> {
  const primary = await redis.primary();
  await (how === 'killed' ? primary.kill() : primary.pause());
  await expect.poll(() => redis.primary(), FAILOVER).not.toBe(primary);
  if (how === 'killed') await primary.restart();
  else primary.resume();
}

describe('when the primary of Redis is lost under load', () => {
  it.each(['killed', 'paused'] as const)(
    'nothing acknowledged is lost, no position has two contents, and every reader shows the same (%s)',
    async (how) => {
      const { redis, cluster } = await openWithSentinels();
      const [a, b, consumers] = [await cluster.node(), await cluster.node(), await cluster.node()];
      const first = (await a.ports.roomLog.append(create())).events[0];
      const consuming = await startConsumers(consumers.ports, REQUIRED_GROUPS);
      const readers = [a, b].map((node) => new RoomReader(node));
      for (const reader of readers) reader.follow(first);
      const writers = [a, b].map((node, index) => new Writer(node, `writer ${index}.`, 5));
      const acknowledged = () => writers.flatMap((writer) => writer.acknowledged);

      for (let round = 0; round < 2; round++) {
        const before = acknowledged().length;
        await expect.poll(() => acknowledged().length, FAILOVER).toBeGreaterThan(before + 200);
        await loseThePrimary(redis, how);
      }
      const after = acknowledged().length;
      await expect.poll(() => acknowledged().length, FAILOVER).toBeGreaterThan(after + 200);
      await Promise.all(writers.map((writer) => writer.stop()));
      await eventually(async () => expect(await consumers.ports.roomEvents.lag('persist')).toBe(0));
      await consuming.stop();

      const history = await messagesOf(b);
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 2));
      const texts = history.map(({ body }) => body?.text);
      expect(new Set(texts).size).toBe(texts.length);
      const names = new Set(history.map(nameOf));
      for (const event of acknowledged())
        if (event.kind === 'message_posted') expect(names).toContain(`${event.epoch}-${event.seq} ${event.body.text}`);
      for (const reader of readers)
        await eventually(() => expect(reader.shown.map(nameOf)).toEqual(history.map(nameOf)));
      const ever = new Set(readers.flatMap(({ everShown }) => [...everShown]));
      const positions = [...ever].map((name) => name.split(' ')[0]);
      expect(new Set(positions).size).toBe(positions.length);
      expect(writers.flatMap(({ failures }) => failures)).toEqual([]);
      expect((await a.ports.roomStore.epochs('room')).length).toBeGreaterThanOrEqual(3);
      await drain(a.ports);
      const stored = await a.ports.messageStore.page('room', { after: 0, limit: history.length + 10 });
      expect(stored.filter((item) => item.kind === 'message').map(nameOf)).toEqual(history.map(nameOf));
    },
    300_000,
  );

  it('all goes on without that server, where there are two others', async () => {
    const { redis, cluster } = await openWithSentinels();
    const primary = await redis.primary();
    const third = await startRedis({ settings: { ...STRICT, replicaof: `127.0.0.1 ${primary.port}` } });
    onTestFinished(() => third.stop());
    await eventually(async () => expect(await primary.command('INFO', 'replication')).toContain('slave1:'));
    // Before it is lost, every sentinel has to know of both.
    for (const sentinel of redis.sentinels)
      await expect
        .poll(() => sentinel.command('SENTINEL', 'REPLICAS', redis.name), FAILOVER)
        .toContain(String(third.port));
    const [a, b] = [await cluster.node(), await cluster.node()];
    const first = (await a.ports.roomLog.append(create())).events[0];
    const reader = new RoomReader(b);
    reader.follow(first);
    const writer = new Writer(a, 'writer ', 5);
    await eventually(() => expect(writer.acknowledged.length).toBeGreaterThan(100));
    await primary.kill();
    const before = writer.acknowledged.length;
    await expect.poll(() => writer.acknowledged.length, FAILOVER).toBeGreaterThan(before + 100);
    await writer.stop();
    const history = await messagesOf(b);
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 2));
    const names = new Set(history.map(nameOf));
    for (const event of writer.acknowledged)
      if (event.kind === 'message_posted') expect(names).toContain(`${event.epoch}-${event.seq} ${event.body.text}`);
    await eventually(() => expect(reader.shown.map(nameOf)).toEqual(history.map(nameOf)));
  }, 300_000);
});
