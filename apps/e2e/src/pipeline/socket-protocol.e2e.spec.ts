import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RawSocket, upgradeStatus } from '../client/raw-socket.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer({ MARU_ALLOWED_ORIGINS: 'https://app.example.com' });
const open = () => RawSocket.open(server().urls[0]);
const ready = () => RawSocket.ready(server().urls[0]);
const PRESENCE = 'subscription { userPresence }';

describe('S9: the upgrade', () => {
  it.each(['/graphqlx', '/graphql/x', '/', '/socket.io', '/other', '//graphql'])(
    'is refused on another path: %s',
    async (path) => {
      const status = await upgradeStatus(server().urls[0], { path });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );

  it.each([null, 'graphql-ws', 'soap'])('is refused with another subprotocol: %s', async (subprotocol) => {
    const status = await upgradeStatus(server().urls[0], { subprotocol });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it.each([
    'https://evil.example',
    'null',
    'https://app.example.com.evil.io',
    'https://evil-app.example.com',
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://app.example.com@evil.io',
  ])('is refused from a foreign origin: %s', async (origin) => {
    expect(await upgradeStatus(server().urls[0], { origin })).toBe(403);
  });
});

describe('S12: protocol abuse', () => {
  it.concurrent('no connection_init in 3 s: 4408', async () => {
    const begun = Date.now();
    const { code } = await (await open()).closed;
    expect(code).toBe(4408);
    expect(Date.now() - begun).toBeGreaterThan(2_500);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('two of them: 4429', async () => {
    const raw = await ready();
    raw.send({ type: 'connection_init' });
    expect((await raw.closed).code).toBe(4429);
  });

  it('subscribe before it: 4401', async () => {
    const raw = await open();
    raw.subscribe(PRESENCE);
    expect((await raw.closed).code).toBe(4401);
  });

  it('a duplicate id: 4409', async () => {
    const raw = await ready();
    const id = randomUUID();
    for (let n = 0; n < 2; n++) raw.send({ type: 'subscribe', id, payload: { query: PRESENCE } });
    expect((await raw.closed).code).toBe(4409);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['not an object', '[]'],
    ['null', 'null'],
    ['an unknown type', '{"type":"nonsense"}'],
    ['subscribe without an id', '{"type":"subscribe","payload":{"query":"{ users }"}}'],
    ['subscribe without a query', '{"type":"subscribe","id":"1","payload":{}}'],
    ['a batch', '{"type":"subscribe","id":"1","payload":[{"query":"{ users }"}]}'],
    ['variables that are no object', '{"type":"subscribe","id":"1","payload":{"query":"{ users }","variables":"x"}}'],
  ])('a malformed or unknown message: 4400 (%s)', async (_name, text) => {
    const raw = await ready();
    raw.socket.send(text);
    expect((await raw.closed).code).toBe(4400);
  });

  it('a binary frame of rubbish: 4400', async () => {
    const raw = await ready();
    raw.socket.send(randomBytes(64));
    expect((await raw.closed).code).toBe(4400);
  });

  it('a payload of 64 KiB and a byte: 1009', async () => {
    const raw = await ready();
    raw.socket.send('x'.repeat(64 * 1024 + 1));
    expect((await raw.closed).code).toBe(1009);
  });

  it('a payload of 64 KiB, in fragments that never end: 1009', async () => {
    const raw = await ready();
    for (let n = 0; n < 70; n++) raw.socket.send('x'.repeat(1_024), { fin: false });
    expect((await raw.closed).code).toBe(1009);
  });

  it('a big connection_init: 1009', async () => {
    const raw = await open();
    raw.send({ type: 'connection_init', payload: { 'x-session-key': 'x'.repeat(70_000) } });
    expect((await raw.closed).code).toBe(1009);
  });

  it('"nothing else affected": another socket notices none of it', async () => {
    const quiet = await ready();
    const id = quiet.subscribe(PRESENCE);
    await quiet.frame((frame) => frame.id === id);
    const raw = await ready();
    raw.socket.send('{"type":');
    await raw.closed;
    const later = quiet.subscribe('{ users }');
    expect(await quiet.frame((frame) => frame.id === later)).toMatchObject({ type: 'next' });
    quiet.socket.terminate();
  });

  it('128 subscriptions on one socket are served; more are refused, and the others go on', async () => {
    const raw = await ready();
    const ids = Array.from({ length: 128 }, () => raw.subscribe(PRESENCE));
    for (const id of ids) expect((await raw.frame((frame) => frame.id === id)).type).toBe('next');
    const extra = raw.subscribe(PRESENCE);
    expect((await raw.frame((frame) => frame.id === extra)).type).toBe('error');
    raw.send({ type: 'complete', id: ids[0] ?? '' });
    await expect
      .poll(async () => {
        const again = raw.subscribe(PRESENCE);
        return (await raw.frame((frame) => frame.id === again)).type;
      })
      .toBe('next');
    raw.socket.terminate();
  });

  it('a ping is answered by a pong', async () => {
    const raw = await ready();
    raw.send({ type: 'ping', payload: { n: 1 } });
    expect(await raw.frame((frame) => frame.type === 'pong')).toEqual({ type: 'pong', payload: { n: 1 } });
    raw.socket.terminate();
  });
});
