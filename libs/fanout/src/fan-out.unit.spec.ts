import { describe, expect, it, vi } from 'vitest';
import { LiveSource } from './live-source.ts';
import { RawClient, type Received } from './testing/raw-client.ts';
import { startSocketServer } from './testing/socket-server.ts';
import { Hub, tickSchema, type Tick } from './testing/ticks.ts';

const attached = (hub: Hub, count: number) => vi.waitFor(() => expect(hub.sinks.size).toBe(count));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const numbers = (received: readonly Received[]) =>
  received.map(({ payload }) => (payload as { data: { ticks: { n: number } } }).data.ticks.n);

describe('many sockets', () => {
  it('get every event, executed once, whatever arguments they subscribed with', async () => {
    const ticks = new Hub();
    const server = await startSocketServer(tickSchema({ ticks }));
    const clients = await Promise.all(Array.from({ length: 50 }, () => RawClient.connect(server.url)));
    const query = 'subscription ($after: Int) { ticks(after: $after) { n text } }';
    clients.forEach((client, after) => client.subscribe(`s${after}`, query, { after }));
    await attached(ticks, 50);
    for (let n = 1; n <= 20; n++) ticks.tell({ n, text: '안녕하세요' });
    for (const client of clients) await client.until(() => client.received.length === 20);
    for (const client of clients) expect(numbers(client.received)).toEqual(upTo(20));
    expect(clients[7]?.received[0]).toMatchObject({ id: 's7', payload: { data: { ticks: { text: '안녕하세요' } } } });
    expect(server.executions()).toBe(20);
  });

  it.each([0, 65_400])('get messages of every size, from %i characters up', async (least) => {
    const ticks = new Hub();
    const server = await startSocketServer(tickSchema({ ticks }));
    const client = await RawClient.connect(server.url);
    client.subscribe('s', 'subscription { ticks { text } }');
    await attached(ticks, 1);
    const texts = upTo(150).map((more) => 'x'.repeat(least + more));
    for (const text of texts) {
      ticks.tell({ n: 0, text });
      await client.until(() => client.received.length === text.length - least);
    }
    expect(client.received.map(({ payload }) => payload)).toEqual(texts.map((text) => ({ data: { ticks: { text } } })));
  });

  it('get everything while one that does not read is closed with 1013', async () => {
    const ticks = new Hub();
    const server = await startSocketServer(tickSchema({ ticks }), { backlogLimit: 256 * 1024 });
    const [reader, sleeper] = [await RawClient.connect(server.url), await RawClient.connect(server.url)];
    for (const client of [reader, sleeper]) client.subscribe('s', 'subscription { ticks { n text } }');
    await attached(ticks, 2);
    sleeper.webSocket.pause();
    const text = 'x'.repeat(200 * 1024);
    let n = 0;
    // How much the operating system takes for the sleeper is not known: told until the server has had enough.
    while (ticks.sinks.size === 2 && n < 1_000) {
      ticks.tell({ n: ++n, text });
      await reader.until(() => reader.received.length === n);
    }
    sleeper.webSocket.resume();
    expect(await sleeper.untilClosed()).toBe(1013);
    ticks.tell({ n: ++n, text: 'still here' });
    await reader.until(() => reader.received.length === n);
    expect(numbers(reader.received)).toEqual(upTo(n));
  });
});

describe('a replay', () => {
  it('that is larger than the backlog may be arrives whole, where its source waits for the reader', async () => {
    const replayed = 40;
    const text = 'x'.repeat(100 * 1024);
    const source = new LiveSource<Tick>(async (sink) => {
      for (let n = 1; n <= replayed; n++) {
        await sink.ready();
        sink.next({ n, text });
      }
      sink.complete();
      return () => {};
    });
    const server = await startSocketServer(tickSchema({ ticks: { source: () => source } }), {
      backlogLimit: 256 * 1024,
    });
    const client = await RawClient.connect(server.url);
    client.subscribe('s', 'subscription { ticks { n text } }');
    await client.until(() => client.received.at(-1)?.type === 'complete');
    expect(numbers(client.received.slice(0, -1))).toEqual(upTo(replayed));
  });

  it('that does not wait is cut off', async () => {
    const source = new LiveSource<Tick>(async (sink) => {
      for (let n = 1; n <= 40; n++) sink.next({ n, text: 'x'.repeat(100 * 1024) });
      return () => {};
    });
    const server = await startSocketServer(tickSchema({ ticks: { source: () => source } }), {
      backlogLimit: 256 * 1024,
    });
    const client = await RawClient.connect(server.url);
    client.subscribe('s', 'subscription { ticks { n text } }');
    expect(await client.untilClosed()).toBe(1013);
  });
});
