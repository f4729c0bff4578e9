import { LEASE_MS } from '@maru/chat';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BackendNode, OpenBackend } from './backend.ts';
import { oneTo } from './commands.ts';
import { eventually, openBackendForTest } from './opened-backend.ts';

const connect = (node: BackendNode, connectionId: string, userId: string | null, sessionId = `session of ${userId}`) =>
  node.ports.presence.connect({ connectionId, sessionId, userId });

const isOnline = (node: BackendNode, ...userIds: string[]) =>
  eventually(async () => expect([...(await node.ports.presence.online())].sort()).toEqual(userIds));

/** Every call of a watch, with the time of it. */
async function watch(node: BackendNode): Promise<{ userIds: string[]; at: number }[]> {
  const calls: { userIds: string[]; at: number }[] = [];
  const watching = await node.ports.presence.watch((userIds) =>
    calls.push({ userIds: [...userIds].sort(), at: performance.now() }),
  );
  onTestFinished(() => watching.close());
  return calls;
}

export function describePresence(open: OpenBackend): void {
  describe('Presence', () => {
    describeConnections(open);
    describeLeases(open);
    describeWatches(open);
  });
}

function describeConnections(open: OpenBackend): void {
  it('shows a user online while at least one connection is open, on every node', async () => {
    const { a, b } = await openBackendForTest(open);
    await connect(a, 'c1', 'ann');
    await connect(b, 'c2', 'ann');
    await connect(b, 'c3', 'ben');
    for (const node of [a, b]) await isOnline(node, 'ann', 'ben');
    await a.ports.presence.disconnect('c1');
    await b.ports.presence.disconnect('c3');
    for (const node of [a, b]) await isOnline(node, 'ann');
    await b.ports.presence.disconnect('c2');
    for (const node of [a, b]) await isOnline(node);
  });

  it('counts nobody for a connection without a user, until it gets one, and no more when it loses it', async () => {
    const { a, b } = await openBackendForTest(open);
    await connect(a, 'c1', null, 's');
    await connect(a, 'c2', 'ben');
    await isOnline(b, 'ben');
    await connect(a, 'c1', 'ann', 's');
    await isOnline(b, 'ann', 'ben');
    await connect(a, 'c1', null, 's');
    await isOnline(b, 'ben');
  });

  it('tells how many connections a session has left, on all nodes together', async () => {
    const { a, b } = await openBackendForTest(open);
    await connect(a, 'c1', 'ann', 's');
    await connect(b, 'c2', 'ann', 's');
    await connect(b, 'c3', 'ann', 's');
    await connect(b, 'c4', 'ann', 'another');
    await connect(b, 'c3', 'ann', 's');
    expect(await a.ports.presence.disconnect('c1')).toBe(2);
    expect(await b.ports.presence.disconnect('c2')).toBe(1);
    expect(await b.ports.presence.disconnect('c3')).toBe(0);
    expect(await b.ports.presence.disconnect('c3')).toBe(0);
    await isOnline(a, 'ann');
  });
}

function describeLeases(open: OpenBackend): void {
  it('ends with the process that held the connection, when the leases run out', async () => {
    const { a, b, clock } = await openBackendForTest(open);
    await connect(a, 'c1', 'ann');
    await connect(b, 'c2', 'ben');
    await a.crash();
    clock.advance(LEASE_MS / 2);
    await b.ports.presence.renew();
    await isOnline(b, 'ann', 'ben');
    clock.advance(LEASE_MS / 2 + 1);
    await isOnline(b, 'ben');
  });

  it('goes on as long as the leases are renewed, for every connection of the process', async () => {
    const { a, b, clock } = await openBackendForTest(open);
    for (const n of oneTo(5)) await connect(a, `c${n}`, `user-${n}`);
    for (let i = 0; i < 5; i++) {
      clock.advance(LEASE_MS - 1_000);
      await a.ports.presence.renew();
    }
    await isOnline(b, ...oneTo(5).map((n) => `user-${n}`));
    clock.advance(LEASE_MS + 1);
    await isOnline(b);
  });

  it('comes back when a process that was held up renews: its connections are still open', async () => {
    const { a, b, clock } = await openBackendForTest(open);
    await connect(a, 'c1', 'ann');
    clock.advance(2 * LEASE_MS);
    await isOnline(b);
    await a.ports.presence.renew();
    await isOnline(b, 'ann');
  });

  it('does not count connections whose lease has run out', async () => {
    const { a, b, clock } = await openBackendForTest(open);
    await connect(a, 'c1', 'ann', 's');
    await a.crash();
    clock.advance(LEASE_MS + 1);
    await connect(b, 'c2', 'ann', 's');
    expect(await b.ports.presence.disconnect('c2')).toBe(0);
  });

  it('ends at once with a process that closes in good order', async () => {
    const { a, b } = await openBackendForTest(open);
    await connect(a, 'c1', 'ann');
    await isOnline(b, 'ann');
    await a.close();
    await isOnline(b);
  });
}

function describeWatches(open: OpenBackend): void {
  it('tells a watcher who is online before it resolves, then every change, on whatever node', async () => {
    const { a, b, clock } = await openBackendForTest(open);
    await connect(a, 'c1', 'ann');
    await isOnline(b, 'ann');
    const calls = await watch(b);
    expect(calls.map(({ userIds }) => userIds)).toEqual([['ann']]);
    await connect(a, 'c2', 'ben');
    await eventually(() => expect(calls.at(-1)?.userIds).toEqual(['ann', 'ben']));
    await a.ports.presence.disconnect('c1');
    await eventually(() => expect(calls.at(-1)?.userIds).toEqual(['ben']));
    clock.advance(LEASE_MS + 1);
    await eventually(() => expect(calls.at(-1)?.userIds).toEqual([]));
  });

  it('tells it at most once a second, and the last change for certain', async () => {
    const { a, b } = await openBackendForTest(open);
    const calls = await watch(b);
    for (const n of oneTo(50)) await connect(n % 2 === 0 ? a : b, `c${n}`, `user-${String(n).padStart(2, '0')}`);
    await eventually(() => expect(calls.at(-1)?.userIds).toHaveLength(50));
    await a.ports.presence.disconnect('c50');
    await eventually(() => expect(calls.at(-1)?.userIds).toHaveLength(49));
    for (const [index, { at }] of calls.entries())
      if (index > 0) expect(at - calls[index - 1]!.at).toBeGreaterThan(950);
  });

  it('tells it nothing after it was closed', async () => {
    const { a, b } = await openBackendForTest(open);
    const closed: unknown[] = [];
    const watching = await b.ports.presence.watch((userIds) => closed.push(userIds));
    await watching.close();
    const calls = await watch(b);
    await connect(a, 'c1', 'ann');
    await eventually(() => expect(calls.at(-1)?.userIds).toEqual(['ann']));
    expect(closed).toHaveLength(1);
  });
}
