import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();

it('"graceful shutdown: sockets closed with 1012, exit within 10 s"', async () => {
  const crowd = await guests(server(), 'alice', 'bob', 'carol');
  for (const one of crowd) await one.socket.subscribe(own.inbox, {}).first();
  const { exitCode, tookMs } = await server().stop();
  expect(exitCode).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
  for (const one of crowd) expect((await one.socket.closed).code).toBe(1012);
  await server().start();
});

it('"work in hand finished": what was acknowledged while it ended is there; what was not, at most once', async () => {
  const [alice, bob] = await guests(server(), 'alice', 'bob');
  const roomId = await startRoom(alice, bob);
  const ids: string[] = Array.from({ length: 200 }, () => randomUUID());
  const sending = ids.map((id, n) =>
    send(alice, roomId, `m${n}`, n % 2 ? 'http' : 'socket', id).catch(() => undefined),
  );
  await Promise.race(sending);
  const { exitCode } = await server().stop();
  const acknowledged = (await Promise.all(sending)).filter((message) => message !== undefined);
  expect(exitCode).toBe(0);
  expect(acknowledged.length).toBeGreaterThan(0);
  await server().start();
  const items = await wholeTimeline(alice, roomId);
  for (const message of acknowledged) expect(items.find((item) => item.id === message.id)).toEqual(message);
  const stored = items.map((item) => item.clientMessageId).filter((id) => ids.includes(id ?? ''));
  expect(new Set(stored).size).toBe(stored.length);
});

it('ends even while a client never reads and another never finishes its request', async () => {
  const [stuck] = await guests(server(), 'stuck');
  await stuck.socket.subscribe(own.inbox, {}).first();
  stuck.socket.read(false);
  const endless = fetch(`${server().urls[0]}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"query":')) }),
    duplex: 'half',
  } as RequestInit).catch(() => undefined);
  const { tookMs } = await server().stop();
  expect(tookMs).toBeLessThan(10_000);
  await endless;
  await server().start();
});
