import {
  create,
  drain,
  eventually,
  HOT_WINDOW,
  MAX_DELIVERIES,
  oneTo,
  post,
  postMany,
  seqs,
} from '@maru/adapters-contract';
import { REQUIRED_GROUPS, startConsumers } from '@maru/chat';
import { startRedis } from '@maru/engines';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReplicaLink } from './testing/replica-link.ts';
import { openTestNodes } from './testing/test-cluster.ts';
import { messagesOf, nameOf, RoomReader } from './testing/watched-room.ts';

const SETTINGS = { hotWindow: HOT_WINDOW, maxDeliveries: MAX_DELIVERIES, clock: Date.now };
const REFUSED = { code: 'UNAVAILABLE', retryable: true };
const keyed = (text: string) => post(text, { dedupe: { key: `message:ann:${text}`, fingerprint: text } });

async function startServer(settings: Readonly<Record<string, string>>) {
  const server = await startRedis({ settings: { 'repl-diskless-sync-delay': '0', ...settings } });
  onTestFinished(() => server.stop());
  return server;
}

/** A primary, its replica behind a link, and a replica of that; a node of each of the first two. */
async function openSplittable() {
  // The longest that the primary may be wrong about its replica.
  const strict = { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '10' };
  const primary = await startServer(strict);
  const link = await openReplicaLink(primary.port);
  const replica = await startServer({ ...strict, replicaof: `127.0.0.1 ${link.port}` });
  const second = await startServer({ replicaof: `127.0.0.1 ${replica.port}` });
  for (const server of [replica, second])
    await eventually(async () => expect(await server.command('INFO', 'replication')).toContain('link_status:up'));
  const cluster = await openTestNodes(primary.url, SETTINGS);
  onTestFinished(() => cluster.destroy());
  return {
    primary,
    replica,
    link,
    old: await cluster.node(),
    promoted: await cluster.node({ redisUrl: replica.url }),
  };
}

describe('a primary of Redis that was cut off and goes on by itself', () => {
  it('acknowledges nothing, nothing of it is stored, and none of it comes back', async () => {
    const { primary, replica, link, old, promoted } = await openSplittable();
    const first = (await old.ports.roomLog.append(create())).events[0];
    await postMany(old.ports.roomLog, 3);
    await drain(old.ports);
    const consuming = await startConsumers(old.ports, REQUIRED_GROUPS);
    const reader = new RoomReader(old);
    reader.follow(first);
    link.hold();
    const alone = ['x', 'y', 'z'].map((text) => old.ports.roomLog.append(keyed(text)));
    const refused = Promise.all(alone.map((append) => expect(append).rejects.toMatchObject(REFUSED)));
    // It goes on: what it does alone is shown, and was taken by consumers.
    await eventually(() =>
      expect(reader.shown.map(({ body }) => body?.text).sort()).toEqual(['m1', 'm2', 'm3', 'x', 'y', 'z']),
    );
    await eventually(async () => expect((await old.ports.roomEvents.backlog('persist')).pending).not.toBe(0));
    await refused;
    expect((await old.ports.messageStore.page('room', { after: 0, limit: 10 })).map(({ seq }) => seq)).toEqual(
      oneTo(4),
    );
    // Repeated, they are known there; that is no acknowledgement either.
    await expect(old.ports.roomLog.append(keyed('x'))).rejects.toMatchObject(REFUSED);

    link.cut();
    await replica.command('REPLICAOF', 'NO', 'ONE');
    await eventually(() => promoted.checks['redis']?.());
    const lost = reader.shown.slice(3);
    for (const message of lost)
      expect(await promoted.ports.roomLog.read(message, 10)).toEqual({ kind: 'resync', reason: 'unknown_position' });
    const again = [];
    for (const text of ['z', 'x', 'new']) again.push((await promoted.ports.roomLog.append(keyed(text))).events[0]);
    expect(seqs(again)).toEqual([5, 6, 7]);
    expect(new Set([...lost.map(({ epoch }) => epoch), ...again.map(({ epoch }) => epoch)]).size).toBe(2);

    // As Sentinels do it, once they reach it again.
    await primary.command('REPLICAOF', '127.0.0.1', String(replica.port));
    for (const type of ['normal', 'pubsub']) await primary.command('CLIENT', 'KILL', 'TYPE', type);
    await eventually(async () => expect(await primary.command('INFO', 'replication')).toContain('link_status:up'));
    await expect(old.ports.roomLog.append(keyed('late'))).rejects.toMatchObject(REFUSED);
    await consuming.stop().catch(() => undefined);
    await drain(promoted.ports);
    const history = await messagesOf(promoted);
    expect(history.map(({ body }) => body?.text)).toEqual(['m1', 'm2', 'm3', 'z', 'x', 'new']);
    await eventually(() => expect(reader.shown.map(nameOf)).toEqual(history.map(nameOf)));
    expect(reader.resyncs).toBe(1);
  });
});
