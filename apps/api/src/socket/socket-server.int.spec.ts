import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Client, SocketClient } from '../testing/clients.ts';
import { startApi } from '../testing/start-api.ts';

interface Upgrade {
  readonly path?: string;
  readonly origin?: string;
  readonly protocol?: string;
}

/** An upgrade written by hand. @returns the status line's code, once the server has ended the connection or taken it */
async function upgrade(url: string, { path = '/graphql', origin, protocol = 'graphql-transport-ws' }: Upgrade = {}) {
  const { hostname, port } = new URL(url);
  const tcp = connect(Number(port), hostname);
  const headers = [
    `GET ${path} HTTP/1.1`,
    `host: ${hostname}`,
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    `sec-websocket-protocol: ${protocol}`,
    ...(origin === undefined ? [] : [`origin: ${origin}`]),
  ];
  tcp.write(`${headers.join('\r\n')}\r\n\r\n`);
  const [head] = (await once(tcp, 'data')) as [Buffer];
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head.toString())?.[1]);
  if (status !== 101) await once(tcp, 'close');
  tcp.destroy();
  return { status, head: head.toString() };
}

describe('an upgrade', () => {
  it('is taken at the one path only, with the one subprotocol only; others are refused and the connection ended', async () => {
    const { url } = await startApi({ replica: 'api-3' });
    const statuses = async (upgrades: Upgrade[]) =>
      (await Promise.all(upgrades.map((each) => upgrade(url, each)))).map(({ status }) => status);
    expect(await statuses([{}, { path: '/graphql?x=1' }, { protocol: 'other, graphql-transport-ws' }])).toEqual([
      101, 101, 101,
    ]);
    expect(await statuses([{ path: '/graphqlfoo' }, { path: '/' }, { path: '/graphql/x' }])).toEqual([404, 404, 404]);
    expect(await statuses([{ protocol: 'graphql-ws' }, { protocol: '' }])).toEqual([400, 400]);
    expect((await upgrade(url)).head).toContain('x-maru-replica: api-3');
  });

  it('is taken from the own origin, the allowed ones, and programs; from nobody else', async () => {
    const { url } = await startApi({ allowedOrigins: ['https://app.example.com'] });
    const { port } = new URL(url);
    const own = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port}`);
    for (const origin of [...own, 'https://app.example.com']) expect((await upgrade(url, { origin })).status).toBe(101);
    const foreign = ['null', 'https://app.example.com.evil.io', 'http://app.example.com', 'http://localhost:1'];
    for (const origin of foreign) expect((await upgrade(url, { origin })).status).toBe(403);
  });

  it('is refused over the limits of connections, and taken again when one has closed', async () => {
    const { url } = await startApi({ connectionLimits: { total: 3, perAddress: 2 } });
    const sockets = [await SocketClient.connect(url), await SocketClient.connect(url)];
    expect((await upgrade(url)).status).toBe(429);
    sockets[0]?.webSocket.close();
    await vi.waitFor(async () => expect((await upgrade(url)).status).toBe(101));
  });
});

describe('a socket', () => {
  it('is closed with 1009 for a message over 64 KiB, and takes one of 64 KiB', async () => {
    const { url } = await startApi();
    const socket = await SocketClient.connect(url);
    const frame = (size: number) => {
      const ping = JSON.stringify({ type: 'ping', payload: { x: '' } });
      return JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(size - ping.length) } });
    };
    socket.webSocket.send(frame(64 * 1024));
    await socket.until(() => socket.frames.some(({ type }) => type === 'pong'));
    socket.webSocket.send(frame(64 * 1024 + 1));
    await socket.until(() => socket.closedWith === 1009);
  });

  it('offers no compression', async () => {
    const { url } = await startApi();
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      perMessageDeflate: true,
    });
    await once(socket, 'open');
    expect(socket.extensions).toBe('');
    socket.terminate();
  });

  it('may have 128 operations under way; the next one is refused by itself', async () => {
    const { url } = await startApi();
    const socket = await SocketClient.connect(url);
    const ids = Array.from({ length: 129 }, () => socket.start({ query: 'subscription { userPresence }' }));
    await socket.until(() => ids.every((id) => socket.of(id).length > 0));
    expect(ids.slice(0, 128).every((id) => socket.of(id)[0]?.type === 'next')).toBe(true);
    expect(socket.of(ids[128] ?? '')).toMatchObject([
      { type: 'error', payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }] },
    ]);
    expect(socket.closedWith).toBeUndefined();
  });

  it('is of the user that its session gets, and is closed with 4403 when the session ends', async () => {
    const { url } = await startApi();
    const client = new Client(url, randomUUID());
    const socket = await client.connect();
    await client.data('mutation { guestSignIn(handle: "alice") { id } }');
    await vi.waitFor(async () => expect(await client.data('{ users }')).toEqual({ users: ['alice'] }));
    expect(await socket.ask({ query: '{ viewer { handle } }' })).toEqual({ data: { viewer: { handle: 'alice' } } });
    await client.data('mutation { signOut }');
    await socket.until(() => socket.closedWith === 4403);
    await vi.waitFor(async () => expect(await client.data('{ users }')).toEqual({ users: [] }));
  });

  it('whose client was gone before it was known leaves nobody online', async () => {
    const { url } = await startApi();
    const key = randomUUID();
    const client = new Client(url, key);
    await client.data('mutation { guestSignIn(handle: "alice") { id } }');
    const introduction = JSON.stringify({ type: 'connection_init', payload: { 'x-session-key': key } });
    for (let n = 0; n < 20; n++) {
      const webSocket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      await once(webSocket, 'open');
      webSocket.send(introduction, () => webSocket.terminate());
      await once(webSocket, 'close');
    }
    await vi.waitFor(async () => expect(await client.data('{ users }')).toEqual({ users: [] }));
  });
});

describe('closing', () => {
  it('closes sockets with 1012, takes no more requests, and is over soon', async () => {
    const api = await startApi();
    const client = new Client(api.url, randomUUID());
    await client.data('mutation { guestSignIn(handle: "alice") { id } }');
    const socket = await client.connect();
    socket.start({ query: 'subscription { inbox { isSnapshot } }' });
    await socket.until(() => socket.frames.some(({ type }) => type === 'next'));
    const begun = Date.now();
    await api.close();
    expect(Date.now() - begun).toBeLessThan(8_000);
    await socket.until(() => socket.closedWith === 1012);
    await expect(fetch(`${api.url}/health/live`)).rejects.toThrow();
    expect(api.errors).toEqual([]);
  });
});
