import { eventually } from '@maru/adapters-contract';
import { startRedis, startRedisWithSentinels } from '@maru/engines';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRedis } from './redis-connection.ts';
import { unfailing } from './unfailing.ts';

function open(address: string) {
  const connection = openRedis(address, {}, () => {});
  onTestFinished(connection.close);
  return connection;
}

describe('a connection to Redis', () => {
  it('that the library gives up for good is made anew', async () => {
    const server = await startRedis();
    onTestFinished(() => server.stop());
    const { redis } = open(server.url);
    await redis.ping();
    for (let round = 0; round < 3; round++) {
      const ended = new Promise((resolve) => redis.once('end', resolve));
      // As a failover detector does it to a connection in the making.
      redis.disconnect();
      await ended;
      await eventually(async () => expect(await redis.ping()).toBe('PONG'));
    }
  });

  it('lets what was subscribed to while it was ended wait for the next one', async () => {
    const server = await startRedis();
    onTestFinished(() => server.stop());
    const { redis } = open(server.url);
    await redis.ping();
    const ended = new Promise((resolve) => redis.once('end', resolve));
    redis.disconnect();
    await ended;
    const subscribed = ['a', 'b'].map(
      (channel) => new Promise((done) => void unfailing(redis).subscribe(channel, done)),
    );
    expect(await Promise.all(subscribed)).toEqual([null, null]);
    expect(await server.command('PUBLISH', 'a', 'hello')).toBe('1');
  });

  it('that is closed stays closed', async () => {
    const server = await startRedis();
    onTestFinished(() => server.stop());
    const { redis, close } = open(server.url);
    await redis.ping();
    close();
    await eventually(() => expect(redis.status).toBe('end'));
    await expect(redis.ping()).rejects.toThrow('closed');
    await expect.poll(() => server.command('CLIENT', 'LIST')).not.toContain('ioredis');
  });

  it('finds the primary by its sentinels, and the next one when that changes, also with a sentinel gone', async () => {
    const servers = await startRedisWithSentinels();
    onTestFinished(() => servers.stop());
    const [gone, ...others] = servers.sentinels;
    const hosts = [gone, ...others].map((sentinel) => `127.0.0.1:${sentinel?.port}`).join(',');
    await gone?.kill();
    const { redis } = open(`redis+sentinel://${hosts}/${servers.name}`);
    const port = async () => /tcp_port:(\d+)/.exec(await redis.info('server'))?.[1];
    const first = await servers.primary();
    expect(await port()).toBe(String(first.port));
    await others[0]?.command('SENTINEL', 'FAILOVER', servers.name);
    await expect.poll(port, { timeout: 30_000 }).not.toBe(String(first.port));
    expect(await redis.set('a', 'b')).toBe('OK');
  });
});
