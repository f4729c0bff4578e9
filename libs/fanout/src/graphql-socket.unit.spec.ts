import { describe, expect, it, vi } from 'vitest';
import { Hub, tickSchema, type TickFields } from './testing/ticks.ts';
import { RawClient } from './testing/raw-client.ts';
import { startSocketServer } from './testing/socket-server.ts';
import type { GraphQLSocketOptions } from './graphql-socket.ts';

async function start(fields: Partial<TickFields> = {}, options: Partial<GraphQLSocketOptions> = {}) {
  const ticks = new Hub();
  const server = await startSocketServer(tickSchema({ ticks, ...fields }), options);
  const client = await RawClient.connect(server.url);
  return { ticks, server, client };
}

const attached = (hub: Hub, count: number) => vi.waitFor(() => expect(hub.sinks.size).toBe(count));

describe('a subscription', () => {
  it('receives events until its source completes, and the end comes after the last event', async () => {
    const { ticks, client } = await start();
    client.subscribe('a', '{ __typename }');
    client.subscribe('b', 'subscription { ticks { n late } }');
    await attached(ticks, 1);
    let ripen = () => {};
    const ripe = new Promise<void>((resolve) => (ripen = resolve));
    ticks.tell({ n: 1, text: '', ripe });
    ticks.complete();
    ripen();
    await client.until(() => client.received.length === 4);
    expect(client.received.filter(({ id }) => id === 'b')).toEqual([
      { id: 'b', type: 'next', payload: { data: { ticks: { n: 1, late: 'ripe' } } } },
      { id: 'b', type: 'complete' },
    ]);
    expect(ticks.sinks.size).toBe(0);
  });

  it('gets its events in order, also when the earlier one takes longer', async () => {
    const alarms = new Hub();
    const { ticks, client } = await start({ alarms });
    client.subscribe('t', 'subscription { ticks { n late } }');
    client.subscribe('a', 'subscription { alarms { n } }');
    await attached(ticks, 1);
    await attached(alarms, 1);
    let ripen = () => {};
    const ripe = new Promise<void>((resolve) => (ripen = resolve));
    ticks.tell({ n: 1, text: '', ripe });
    alarms.tell({ n: 2, text: '' });
    ticks.tell({ n: 3, text: '', ripe: Promise.resolve() });
    setTimeout(ripen, 20);
    await client.until(() => client.received.length === 3);
    expect(client.received.map(({ id, payload }) => [id, payload])).toEqual([
      ['t', { data: { ticks: { n: 1, late: 'ripe' } } }],
      ['a', { data: { alarms: { n: 2 } } }],
      ['t', { data: { ticks: { n: 3, late: 'ripe' } } }],
    ]);
  });

  it('is told by an error message, masked, when its source fails', async () => {
    const { ticks, client } = await start();
    client.subscribe('a', 'subscription { ticks { n } }');
    await attached(ticks, 1);
    ticks.fail(new Error('gone'));
    await client.until(() => client.received.length === 1);
    expect(client.received).toEqual([{ id: 'a', type: 'error', payload: [{ message: 'masked: gone' }] }]);
    expect(ticks.sinks.size).toBe(0);
  });

  it('is refused by an error message where its resolver refuses', async () => {
    const { client } = await start();
    client.subscribe('a', 'subscription { refused { n } }');
    await client.until(() => client.received.length === 1);
    expect(client.received[0]).toMatchObject({ id: 'a', type: 'error', payload: [{ message: 'masked: not for you' }] });
  });

  it('gets errors of single fields with the data, masked and without locations', async () => {
    const { ticks, client } = await start();
    client.subscribe('a', 'subscription { ticks { n broken } }');
    await attached(ticks, 1);
    ticks.tell({ n: 1, text: '' });
    await client.until(() => client.received.length === 1);
    expect(client.received[0]?.payload).toEqual({
      data: { ticks: { n: 1, broken: null } },
      errors: [{ message: 'masked: a secret of the server', path: ['ticks', 'broken'] }],
    });
  });

  it('detaches when the client completes it, and nothing of it comes any more', async () => {
    const { ticks, client } = await start();
    client.subscribe('a', 'subscription { ticks { n late } }');
    await attached(ticks, 1);
    let ripen = () => {};
    ticks.tell({ n: 1, text: '', ripe: new Promise<void>((resolve) => (ripen = resolve)) });
    client.complete('a');
    await attached(ticks, 0);
    client.subscribe('a', 'subscription { ticks { n } }');
    await attached(ticks, 1);
    ripen();
    ticks.tell({ n: 2, text: '' });
    await client.until(() => client.received.length === 1);
    expect(client.received).toEqual([{ id: 'a', type: 'next', payload: { data: { ticks: { n: 2 } } } }]);
  });

  it('detaches when the socket closes', async () => {
    const { ticks, client } = await start();
    for (const id of ['a', 'b', 'c']) client.subscribe(id, 'subscription { ticks { n } }');
    await attached(ticks, 3);
    client.webSocket.terminate();
    await attached(ticks, 0);
  });

  it('leaves nothing behind when it is cancelled while it waits for its source', async () => {
    const waits: (() => void)[] = [];
    const { ticks, client } = await start({ wait: () => new Promise<void>((resolve) => waits.push(resolve)) });
    client.subscribe('a', 'subscription { waiting { n } }');
    await vi.waitFor(() => expect(waits).toHaveLength(1));
    client.complete('a');
    client.subscribe('a', 'subscription { waiting { n } }');
    await vi.waitFor(() => expect(waits).toHaveLength(2));
    for (const resolve of waits) resolve();
    await attached(ticks, 1);
    ticks.tell({ n: 1, text: '' });
    await client.until(() => client.received.length === 1);
    expect(client.received).toEqual([{ id: 'a', type: 'next', payload: { data: { waiting: { n: 1 } } } }]);
  });

  it('may be there several times on one socket, and each gets everything', async () => {
    const { ticks, server, client } = await start();
    for (const id of ['a', 'b']) client.subscribe(id, 'subscription { ticks { n } }');
    await attached(ticks, 2);
    ticks.tell({ n: 1, text: '' });
    await client.until(() => client.received.length === 2);
    expect(client.received.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(server.executions()).toBe(1);
  });
});

describe('a query', () => {
  it('is answered and completed, with its errors masked', async () => {
    const { client } = await start();
    client.subscribe('a', '{ answer }');
    client.subscribe('b', '{ broken }');
    await client.until(() => client.received.length === 4);
    expect(client.received.filter(({ type }) => type === 'next').map(({ payload }) => payload)).toMatchObject([
      { data: { answer: 'yes' } },
      { data: null, errors: [{ message: 'masked: a secret of the server', path: ['broken'] }] },
    ]);
  });
});

describe('a socket stays open', () => {
  it.each(['{ answer', '', '{ unknown }', 'subscription { ticks { n } alarms { n } }', 'fragment F on Tick { n }'])(
    'and the operation gets an error message, for the document «%s»',
    async (query) => {
      const { client } = await start();
      client.subscribe('a', query);
      client.subscribe('b', '{ answer }');
      await client.until(() => client.received.some(({ type }) => type === 'complete'));
      expect(client.received.find(({ id }) => id === 'a')?.type).toBe('error');
      expect(client.closedWith).toBeUndefined();
    },
  );

  it('and the operation gets an error message, when the server fails while preparing it', async () => {
    const { client } = await start({}, { prepare: () => Promise.reject(new Error('database down')) });
    client.subscribe('a', '{ answer }');
    await client.until(() => client.received.length === 1);
    expect(client.received).toEqual([{ id: 'a', type: 'error', payload: [{ message: 'masked: database down' }] }]);
  });

  it('and the operation is refused, when too many are under way', async () => {
    const { ticks, client } = await start();
    for (const id of ['1', '2', '3', '4', '5', '6']) client.subscribe(id, 'subscription { ticks { n } }');
    await attached(ticks, 5);
    await client.until(() => client.received.length === 1);
    expect(client.received).toMatchObject([
      { id: '6', type: 'error', payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }] },
    ]);
    client.complete('1');
    await attached(ticks, 4);
    client.subscribe('6', 'subscription { ticks { n } }');
    await attached(ticks, 5);
  });
});

describe('a socket is closed', () => {
  const breaches: [string, number, (client: RawClient) => void][] = [
    ['a second introduction', 4429, (client) => client.send({ type: 'connection_init' })],
    ['what is no JSON', 4400, (client) => client.webSocket.send('{')],
    ['an unknown type of message', 4400, (client) => client.send({ type: 'hello' })],
    ['a message that only servers send', 4400, (client) => client.send({ type: 'connection_ack' })],
    ['a binary message', 4400, (client) => client.webSocket.send(Buffer.from('{"type":"ping"}'))],
    [
      'an id that is in use',
      4409,
      (client) => ['a', 'a'].forEach((id) => client.subscribe(id, 'subscription { ticks { n } }')),
    ],
  ];
  it.each(breaches)('for %s, with %i', async (_breach, code, commit) => {
    const { client, server } = await start();
    commit(client);
    expect(await client.untilClosed()).toBe(code);
    expect(server.faults).toEqual([]);
  });

  it('with 4401 for an operation before the introduction', async () => {
    const { server } = await start();
    const client = await RawClient.open(server.url);
    client.subscribe('a', '{ answer }');
    expect(await client.untilClosed()).toBe(4401);
  });

  it('with 4408 when no introduction comes', async () => {
    const { server } = await start({}, { initTimeoutMs: 20 });
    const client = await RawClient.open(server.url);
    expect(await client.untilClosed()).toBe(4408);
  });

  it('with 1013 when the server cannot take the client in', async () => {
    const { server } = await start();
    const failing = await startSocketServer(tickSchema({ ticks: new Hub() }), {
      connect: () => Promise.reject(new Error('database down')),
    });
    const client = await RawClient.open(failing.url);
    client.send({ type: 'connection_init' });
    expect(await client.untilClosed()).toBe(1013);
    expect(failing.faults).toHaveLength(1);
    expect(server.faults).toHaveLength(0);
  });
});

describe('closing when idle', () => {
  it('answers the work in hand first, takes no more, and cuts subscriptions', async () => {
    const answers: ((text: string) => void)[] = [];
    const { ticks, server, client } = await start({ answer: () => new Promise((resolve) => answers.push(resolve)) });
    client.subscribe('s', 'subscription { ticks { n } }');
    client.subscribe('q', '{ answer }');
    await attached(ticks, 1);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    const closing = server.sockets[0]?.closeWhenIdle(1012, 'Restart');
    client.subscribe('late', '{ answer }');
    answers[0]?.('done');
    await closing;
    expect(await client.untilClosed()).toBe(1012);
    expect(client.received).toEqual([
      { id: 'q', type: 'next', payload: { data: { answer: 'done' } } },
      { id: 'q', type: 'complete' },
    ]);
  });

  it('is over at once where only subscriptions are open', async () => {
    const { ticks, server, client } = await start();
    client.subscribe('s', 'subscription { ticks { n } }');
    await attached(ticks, 1);
    await server.sockets[0]?.closeWhenIdle(1012, 'Restart');
    expect(await client.untilClosed()).toBe(1012);
    await attached(ticks, 0);
  });
});
