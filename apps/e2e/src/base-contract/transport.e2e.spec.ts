import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { historyTexts, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { postGraphQL } from '../client/http.ts';
import { people } from '../client/person.ts';
import { RawSocket, upgradeStatus } from '../client/raw-socket.ts';
import { Socket } from '../client/socket.ts';
import { useServer } from '../topology/use-server.ts';

const FRIEND = 'https://chat.friend.example';
const FOREIGN = 'https://evil.example';
const OWN = 'http://localhost:3000';

describe('Transport: calls from another origin', () => {
  const server = useServer({ MARU_ALLOWED_ORIGINS: `https://other.example,${FRIEND}`, MARU_PUBLIC_URL: OWN });

  const preflight = (origin: string) =>
    fetch(`${server().urls[0]}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-session-key',
      },
    });
  const allowedFor = async (answer: Response | Promise<Response>) =>
    (await answer).headers.get('access-control-allow-origin');

  it('"the preflight asks for content-type,x-session-key": a configured origin is allowed both', async () => {
    const answer = await preflight(FRIEND);
    expect(answer.ok).toBe(true);
    expect(answer.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(answer.headers.get('access-control-allow-methods')).toMatch(/POST/);
    const headers = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);
    expect(headers).toEqual(expect.arrayContaining(['content-type', 'x-session-key']));
  });

  it('"the configured origins only": the answer to a POST names a configured origin, and no other', async () => {
    const request = { query: '{ users }' };
    const [url] = server().urls;
    const friendly = await postGraphQL(url, request, { origin: FRIEND });
    expect(friendly.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(friendly.headers.get('vary')?.toLowerCase()).toContain('origin');
    expect(await allowedFor(preflight(FOREIGN))).toBeNull();
    expect(await allowedFor(preflight(`${FRIEND}.evil.example`))).toBeNull();
    expect(await allowedFor(preflight('null'))).toBeNull();
  });

  it('"no cookie": a cross-origin call is not offered credentials', async () => {
    expect((await preflight(FRIEND)).headers.get('access-control-allow-credentials')).not.toBe('true');
  });

  it.each([
    ['a configured origin', FRIEND],
    ['the own origin (MARU_PUBLIC_URL)', OWN],
    ['the own origin by its loopback address', 'http://127.0.0.1:3000'],
    ['the own origin by its IPv6 loopback address', 'http://[::1]:3000'],
    ['no Origin at all', undefined],
  ])('"the socket checks the same list": %s is accepted', async (_name, origin) => {
    expect(await upgradeStatus(server().urls[0], origin === undefined ? {} : { origin })).toBe(101);
  });

  it.each([
    ['a foreign origin', FOREIGN],
    ['a look-alike', `${FRIEND}.evil.example`],
    ['another scheme', FRIEND.replace('https', 'http')],
    ['another port of the own host', 'http://localhost:3001'],
    ['the text "null"', 'null'],
  ])('"the socket checks the same list": %s is refused with an HTTP status', async (_name, origin) => {
    const status = await upgradeStatus(server().urls[0], { origin });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('Transport: one URL', () => {
  const server = useServer();

  it('"HTTP POST /graphql (JSON) and WebSocket /graphql": both answer the same operation', async () => {
    const [url] = server().urls;
    const socket = await Socket.open(url, { payload: { 'x-session-key': randomUUID() } });
    expect((await postGraphQL(url, { query: '{ users }' })).body).toEqual({ data: { users: [] } });
    expect(await socket.answer(base.users, {})).toEqual({ data: { users: [] } });
    await socket.close();
  });

  it('"graphql-transport-ws" is the subprotocol that the server selects', async () => {
    const raw = await RawSocket.open(server().urls[0]);
    expect(raw.socket.protocol).toBe('graphql-transport-ws');
    raw.socket.terminate();
  });

  it('"a document that does not parse answers an error frame": the socket stays open and usable', async () => {
    const raw = await RawSocket.ready(server().urls[0]);
    for (const query of ['{ users', 'nonsense', '', '{ noSuchField }', 'query A { users } query B { users }']) {
      const id = raw.subscribe(query);
      const answer = await raw.frame((frame) => frame.id === id);
      expect({ query, type: answer.type }).toEqual({ query, type: 'error' });
      expect(answer.payload).toEqual([expect.objectContaining({ message: expect.any(String) as string })]);
    }
    const id = raw.subscribe('{ users }');
    expect(await raw.frame((frame) => frame.id === id)).toMatchObject({
      type: 'next',
      payload: { data: { users: [] } },
    });
    raw.socket.terminate();
  });

  it('"a process that is up accepts upgrades at once": after a restart no upgrade is refused, only the connection', async () => {
    const [url] = server().urls;
    await server().kill();
    const started = server().start();
    const outcomes = new Set<string>();
    while (!outcomes.has('101'))
      outcomes.add(
        await upgradeStatus(url).then(String, (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown'),
      );
    await started;
    expect([...outcomes].filter((outcome) => !['101', 'ECONNREFUSED', 'ECONNRESET'].includes(outcome))).toEqual([]);
  });
});

describe('Transport: subscriptions', () => {
  const server = useServer();

  it('"several identical subscriptions on one socket each get everything"', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const roomId = await openRoom(alice, bob);
    const streams = await Promise.all([1, 2, 3].map(() => bob.listen(base.messages, { userId: bob.handle })));
    for (const text of ['하나', '둘', '셋']) await say(alice, roomId, text);
    for (const stream of streams) {
      await stream.waitFor((events) => events.length === 3);
      expect(stream.events.map((event) => event.content)).toEqual(await historyTexts(bob, roomId));
    }
  });

  it('one of several identical subscriptions that ends leaves the others alone', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const roomId = await openRoom(alice, bob);
    const [first, second] = [await bob.listen(base.messages, { roomId }), await bob.listen(base.messages, { roomId })];
    first.stop();
    await bob.settle();
    await say(alice, roomId, 'still here?');
    await second.first((event) => event.content === 'still here?');
    expect(first.events).toEqual([]);
  });

  it('"shutdown closes with 1012"', async () => {
    const [alice] = await people(server(), 'alice');
    const { closed } = alice.socket;
    await server().stop();
    expect((await closed).code).toBe(1012);
    await server().start();
  });
});
