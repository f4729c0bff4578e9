import { create, eventually, HOT_WINDOW, MAX_DELIVERIES, oneTo, post, seqs } from '@maru/adapters-contract';
import { startRedis } from '@maru/engines';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestNodes } from './testing/test-cluster.ts';

const REFUSED = { code: 'UNAVAILABLE', retryable: true };
const keyed = (text: string) => post(text, { dedupe: { key: `message:ann:${text}`, fingerprint: text } });

type Server = Awaited<ReturnType<typeof startRedis>>;

async function startServer(settings: Readonly<Record<string, string>>): Promise<Server> {
  const server = await startRedis({ settings: { 'repl-diskless-sync-delay': '0', ...settings } });
  onTestFinished(() => server.stop());
  return server;
}

async function openOn(primary: Server) {
  const cluster = await openTestNodes(primary.url, {
    hotWindow: HOT_WINDOW,
    maxDeliveries: MAX_DELIVERIES,
    clock: Date.now,
  });
  onTestFinished(() => cluster.destroy());
  const node = await cluster.node();
  await node.ports.roomLog.append(create());
  return node;
}

async function openWithReplica(settings: Readonly<Record<string, string>> = {}) {
  const primary = await startServer({});
  const replica = await startServer({ replicaof: `127.0.0.1 ${primary.port}` });
  await eventually(async () => expect(await primary.command('INFO', 'replication')).toContain('state=online'));
  for (const [name, value] of Object.entries(settings)) await primary.command('CONFIG', 'SET', name, value);
  return { primary, replica, node: await openOn(primary) };
}

const waits = async (server: Server) =>
  Number(/cmdstat_wait:calls=(\d+)/.exec(await server.command('INFO', 'commandstats'))?.[1] ?? 0);

describe('an append', () => {
  it('waits for nobody where Redis is alone', async () => {
    const primary = await startServer({});
    const { ports } = await openOn(primary);
    await Promise.all(oneTo(20).map((n) => ports.roomLog.append(post(`m${n}`))));
    expect(await waits(primary)).toBe(0);
  });

  it('waits for a replica together with all others of the moment', async () => {
    const { primary, replica, node } = await openWithReplica();
    const before = await waits(primary);
    const appended = await Promise.all(oneTo(500).map((n) => node.ports.roomLog.append(post(`m${n}`))));
    expect(seqs(appended.flatMap(({ events }) => events)).sort((x, y) => x - y)).toEqual(oneTo(501, 2));
    const grouped = (await waits(primary)) - before;
    expect(grouped).toBeGreaterThanOrEqual(1);
    expect(grouped).toBeLessThan(100);
    const [room = ''] = (await replica.command('KEYS', '*:room:room')).split('\n');
    expect(await replica.command('HGET', room, 'seq')).toBe('501');
  });

  it('is refused while the replica hangs, and is there once when it is repeated afterwards', async () => {
    const { replica, node } = await openWithReplica();
    await replica.pause();
    await expect(node.ports.roomLog.append(keyed('one'))).rejects.toMatchObject(REFUSED);
    await expect(node.ports.roomLog.append(keyed('one'))).rejects.toMatchObject(REFUSED);
    replica.resume();
    expect(await eventually(() => node.ports.roomLog.append(keyed('one')))).toMatchObject({
      repeated: true,
      events: [{ seq: 2 }],
    });
  });

  it.each([
    { what: 'is refused, not done,', settings: { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '1' }, next: 2 },
    { what: 'is acknowledged by the primary alone', settings: {}, next: 3 },
  ])('$what while the replica is gone, as Redis is set', async ({ settings, next }) => {
    const { primary, replica, node } = await openWithReplica(settings);
    await replica.kill();
    await eventually(async () => expect(await primary.command('INFO', 'replication')).toContain('connected_slaves:0'));
    const outcome = node.ports.roomLog.append(post('alone'));
    if (next === 2) await expect(outcome).rejects.toMatchObject(REFUSED);
    else expect((await outcome).events[0].seq).toBe(2);
    await replica.restart();
    expect((await eventually(() => node.ports.roomLog.append(post('next')))).events[0].seq).toBe(next);
  });
});
