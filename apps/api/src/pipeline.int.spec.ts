import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Client, post, SocketClient, type Request } from './testing/clients.ts';
import { startApi } from './testing/start-api.ts';

const many = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ');

const nested = (depth: number) => `{ ${'node { '.repeat(depth - 1)}id${' }'.repeat(depth)}`;

const REFUSED: [string, string, Request][] = [
  ['an empty document', 'GRAPHQL_PARSE_FAILED', { query: '   ' }],
  ['a document that does not parse', 'GRAPHQL_PARSE_FAILED', { query: '{ users' }],
  ['1,001 tokens', 'GRAPHQL_PARSE_FAILED', { query: `{ ${many(1_000, () => 'users')}` }],
  ['15,001 characters', 'GRAPHQL_VALIDATION_FAILED', { query: `{ users } #${'x'.repeat(14_991)}` }],
  ['an unknown field', 'GRAPHQL_VALIDATION_FAILED', { query: '{ nobody }' }],
  ['a missing argument', 'GRAPHQL_VALIDATION_FAILED', { query: '{ chatRoom { id } }' }],
  ['16 aliases', 'GRAPHQL_VALIDATION_FAILED', { query: `{ ${many(16, (n) => `a${n}: users`)} }` }],
  ['51 directives', 'GRAPHQL_VALIDATION_FAILED', { query: `{ users ${many(51, () => '@include(if: true)')} }` }],
  [
    'six operations',
    'GRAPHQL_VALIDATION_FAILED',
    { query: many(6, (n) => `query Q${n} { users }`), operationName: 'Q0' },
  ],
  ['11 levels', 'GRAPHQL_VALIDATION_FAILED', { query: nested(11) }],
  [
    'pages in pages',
    'GRAPHQL_VALIDATION_FAILED',
    { query: '{ chatRooms(first: 200) { edges { node { members(first: 200) { edges { node { role } } } } } } }' },
  ],
  ['two sign-ins', 'GRAPHQL_VALIDATION_FAILED', { query: 'mutation { setUser(id: "a") b: setUser(id: "b") }' }],
  [
    'a circle of fragments',
    'GRAPHQL_VALIDATION_FAILED',
    { query: '{ viewer { ...A } } fragment A on ChatUser { ...B } fragment B on ChatUser { ...A }' },
  ],
  ['several operations, none named', 'OPERATION_RESOLUTION_FAILURE', { query: 'query A { users } query B { users }' }],
  ['an operation that is not there', 'OPERATION_RESOLUTION_FAILURE', { query: '{ users }', operationName: 'Q' }],
  [
    'a variable of another type',
    'BAD_USER_INPUT',
    { query: 'query ($limit: Int) { history(roomId: "r", limit: $limit) { roomId } }', variables: { limit: 'many' } },
  ],
  ['an operation that needs a user', 'UNAUTHENTICATED', { query: '{ chatRooms { edges { cursor } } }' }],
];

describe('what HTTP refuses, the socket refuses, in the same words', () => {
  it('for every document of the table', async () => {
    const { url } = await startApi();
    const [http, socket] = [new Client(url, randomUUID()), await SocketClient.connect(url)];
    for (const [name, code, request] of REFUSED) {
      const [byHttp, bySocket] = [await http.ask(request), await socket.ask(request)];
      expect([name, byHttp.errors?.[0]?.extensions['code']]).toEqual([name, code]);
      expect([name, bySocket.errors]).toEqual([name, byHttp.errors]);
      expect([name, byHttp.data ?? null]).toEqual([name, null]);
    }
    expect(socket.closedWith).toBeUndefined();
  });

  it('when a resolver fails: both are told an id, and nothing of what failed', async () => {
    const { url, chat } = await startApi();
    const broken = new Error('the disk says /var/lib/secret');
    Object.assign(chat.ports.presence, { online: () => Promise.reject(broken) });
    const [byHttp, bySocket] = [
      await new Client(url, randomUUID()).ask({ query: '{ users }' }),
      await (await SocketClient.connect(url)).ask({ query: '{ users }' }),
    ];
    for (const { errors } of [byHttp, bySocket]) {
      expect(JSON.stringify(errors)).not.toContain('secret');
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'INTERNAL_SERVER_ERROR',
        errorId: expect.any(String) as string,
      });
    }
  });

  it('introspection and suggestions where they are off; both where they are on', async () => {
    const open = new Client((await startApi({ introspection: true })).url, randomUUID());
    const { url } = await startApi({ introspection: false });
    const [http, socket] = [new Client(url, randomUUID()), await SocketClient.connect(url)];
    for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Query") { name } }', '{ user }']) {
      const [byHttp, bySocket] = [await http.ask({ query }), await socket.ask({ query })];
      expect(byHttp.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(byHttp.errors?.[0]?.message).not.toContain('Did you mean');
      expect(bySocket.errors).toEqual(byHttp.errors);
    }
    expect((await open.ask({ query: '{ __schema { queryType { name } } }' })).data).toBeTruthy();
    expect((await open.ask({ query: '{ user }' })).errors?.[0]?.message).toContain('Did you mean');
  });
});

describe('HTTP', () => {
  it('refuses batches, GET mutations, foreign forms and subscriptions', async () => {
    const { url } = await startApi();
    const mutation = 'mutation { signOut }';
    const answers = await Promise.all([
      post(url, [{ query: '{ users }' }, { query: '{ users }' }]),
      fetch(`${url}/graphql?query=${encodeURIComponent(mutation)}`, {
        headers: { 'content-type': 'application/json' },
      }),
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: '{"query":"{ users }"}',
      }),
      fetch(`${url}/graphql`, { method: 'POST', body: new URLSearchParams({ query: '{ users }' }) }),
      fetch(`${url}/graphql?query=%7Busers%7D`),
      post(url, { query: 'subscription { userPresence }' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 405, 400, 400, 400, 400]);
  });

  it('says who answered, and what browsers keep to', async () => {
    const { url } = await startApi({ replica: 'api-7' });
    const { headers } = await post(url, { query: '{ users }' });
    expect(headers.get('x-maru-replica')).toBe('api-7');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('is ready as long as every part is, and names the one that is not', async () => {
    const { url, health } = await startApi();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    health.add('search', () => Promise.reject(new Error('no index')));
    const answer = await fetch(`${url}/health/ready`);
    expect([answer.status, await answer.json()]).toEqual([503, { ready: false, parts: { search: 'no index' } }]);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});
