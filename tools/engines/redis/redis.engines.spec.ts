import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { groupStates } from '../process/process-group.mjs';
import { startRedis } from './redis.mjs';

/** Resolves to what a connection comes to. */
const connectTo = (host: string, port: number) =>
  new Promise<string>((resolve) => {
    const socket = connect(port, host, () => resolve('open'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('connect', () => socket.destroy());
  });

let server: Awaited<ReturnType<typeof startRedis>>;
const clients: Redis[] = [];
const client = () => {
  const redis = new Redis(server.url, { retryStrategy: () => 50, commandTimeout: 5000 });
  redis.on('error', () => {});
  clients.push(redis);
  return redis;
};

beforeAll(async () => {
  server = await startRedis({ settings: { 'stream-node-max-entries': '7' } });
});
afterEach(() => clients.splice(0).forEach((redis) => redis.disconnect()));
afterAll(() => server.stop());

describe('one Redis server', () => {
  it('gives back what was written, and writes every command to the disk', async () => {
    const redis = client();
    await redis.set('greeting', '안녕');
    expect(await redis.get('greeting')).toBe('안녕');
    expect(await redis.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
  });

  it('takes settings of redis.conf', async () => {
    expect(await server.command('CONFIG', 'GET', 'stream-node-max-entries')).toContain('7');
  });

  it('listens on 127.0.0.1 only', async () => {
    expect(await connectTo('127.0.0.1', server.port)).toBe('open');
    expect(await connectTo('127.0.0.2', server.port)).toBe('ECONNREFUSED');
  });

  it('has everything acknowledged after SIGKILL and a restart, on the same port', async () => {
    const before = { url: server.url, pid: server.pid };
    const redis = client();
    await Promise.all(Array.from({ length: 200 }, (_, number) => redis.xadd('log', '*', 'n', String(number))));
    await server.kill();
    expect(await connectTo(server.host, server.port)).toBe('ECONNREFUSED');

    await server.restart();
    expect(await client().xlen('log')).toBe(200);
    expect(server.url).toBe(before.url);
    expect(server.pid).not.toBe(before.pid);
  });

  it('keeps its data over a restart in good order', async () => {
    await client().set('kept', 'yes');
    await server.restart();
    expect(await client().get('kept')).toBe('yes');
  });

  it('does not answer while it is paused, and answers afterwards', async () => {
    const redis = client();
    await redis.ping();
    await server.pause();
    const answered: string[] = [];
    const ping = redis.ping().then((answer) => answered.push(answer));
    expect(await connectTo(server.host, server.port)).toBe('open');
    expect(answered).toEqual([]);

    server.resume();
    await ping;
    expect(answered).toEqual(['PONG']);
  });

  it('can be stopped while it is paused', async () => {
    const another = await startRedis();
    await another.pause();
    await another.stop();
    expect(await connectTo(another.host, another.port)).toBe('ECONNREFUSED');
  });

  it('tells of its death only where nobody asked for it', async () => {
    const deaths: number[] = [];
    server.onDeath = () => deaths.push(server.pid ?? 0);
    await server.kill();
    await server.restart();
    await server.restart();
    expect(deaths).toEqual([]);
    process.kill(server.pid ?? 0, 'SIGKILL');
    await expect.poll(() => deaths).toEqual([0]);
    await server.restart();
    expect(await client().ping()).toBe('PONG');
    server.onDeath = () => {};
  });

  it('keeps the data in a folder that was named, and its log, for the next one', async () => {
    const place = { dataDir: join(server.folder, 'kept'), logFile: join(server.folder, 'kept.log') };
    const first = await startRedis(place);
    await first.command('SET', 'from', 'the first');
    await first.stop();
    const second = await startRedis(place);
    expect(await second.command('GET', 'from')).toBe('the first');
    await second.stop();
    expect(readFileSync(place.logFile, 'utf8').match(/Ready to accept connections/g)).toHaveLength(2);
  });

  it('leaves nothing behind when it was stopped', async () => {
    const another = await startRedis();
    const { pid = 0, folder } = another;
    expect(existsSync(folder)).toBe(true);
    await another.stop();
    expect(await groupStates(pid)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    await another.stop();
  });

  it('shows its log when it does not start, and leaves nothing behind', async () => {
    await expect(startRedis({ settings: { maxmemory: 'plenty' } })).rejects.toThrow(/FATAL CONFIG[\s\S]*maxmemory/);
  });
});
