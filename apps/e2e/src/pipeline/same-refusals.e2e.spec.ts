import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { postGraphQL } from '../client/http.ts';
import { codeOf, type GraphQLErrorBody } from '../client/operation.ts';
import { freshHandle } from '../client/person.ts';
import { RawSocket } from '../client/raw-socket.ts';
import { useServer } from '../topology/use-server.ts';

interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const repeat = (times: number, part: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => part(n)).join(' ');
/** Refused for want of an identity, if it is read at all. */
const withTokens = (tokens: number) =>
  `mutation { createRoom(hostId: "h", participants: [${'"" '.repeat(tokens - 13)}]) }`;
const nested = (depth: number): unknown => (depth === 0 ? 'x' : { deeper: nested(depth - 1) });

/** What a server is asked over both transports, with the same session. */
function useBothTransports(settings: Record<string, string> = {}) {
  const server = useServer(settings);
  const key = randomUUID();
  let raw: RawSocket;
  beforeAll(async () => {
    raw = await RawSocket.ready(server().urls[0], { 'x-session-key': key });
  });
  const overHttp = async (question: Question) =>
    (await postGraphQL(server().urls[0], question, { 'x-session-key': key })).body;
  const overSocket = async ({ query, variables }: Question) => {
    const id = raw.subscribe(query, variables);
    const { type, payload } = await raw.frame((frame) => frame.id === id);
    return type === 'error'
      ? { errors: payload as GraphQLErrorBody[] }
      : (payload as Awaited<ReturnType<typeof overHttp>>);
  };
  return { server, overHttp, overSocket };
}

const REFUSED: readonly (readonly [name: string, code: string, question: Question])[] = [
  ['a document that does not parse', 'GRAPHQL_PARSE_FAILED', { query: '{ users' }],
  ['an unknown field', 'GRAPHQL_VALIDATION_FAILED', { query: '{ noSuchField }' }],
  ['a missing argument', 'GRAPHQL_VALIDATION_FAILED', { query: '{ history { content } }' }],
  ['fields 11 levels deep', 'GRAPHQL_VALIDATION_FAILED', { query: `{ ${'node { '.repeat(10)}id${' }'.repeat(10)} }` }],
  ['16 aliases', 'GRAPHQL_VALIDATION_FAILED', { query: `{ ${repeat(16, (n) => `a${n}: users`)} }` }],
  [
    '16 aliases through fragments',
    'GRAPHQL_VALIDATION_FAILED',
    {
      query: `{ ${repeat(2, (n) => `...F${n}`)} }
        fragment F0 on Query { ${repeat(8, (n) => `a${n}: users`)} }
        fragment F1 on Query { ${repeat(8, (n) => `b${n}: users`)} }`,
    },
  ],
  ['51 directives', 'GRAPHQL_VALIDATION_FAILED', { query: `{ ${repeat(51, () => 'users @include(if: true)')} }` }],
  ['1,001 tokens', 'GRAPHQL_PARSE_FAILED', { query: withTokens(1_001) }],
  ['15,001 characters', 'GRAPHQL_VALIDATION_FAILED', { query: `{ users } #${'x'.repeat(15_001 - 11)}` }],
  [
    'too high a cost: pages in pages',
    'GRAPHQL_VALIDATION_FAILED',
    { query: '{ chatRooms(first: 200) { edges { node { timeline(last: 200) { edges { node { id seq } } } } } } }' },
  ],
  [
    'too high a cost, by variables',
    'GRAPHQL_VALIDATION_FAILED',
    {
      query: `query($n: Int) {
        chatRooms(first: $n) { edges { node { timeline(last: $n) { edges { node { id seq } } } } } }
      }`,
      variables: { n: 200 },
    },
  ],
  [
    'circular fragments',
    'GRAPHQL_VALIDATION_FAILED',
    { query: '{ ...A } fragment A on Query { users ...B } fragment B on Query { ...A }' },
  ],
  ['six operations in one document', 'GRAPHQL_VALIDATION_FAILED', { query: repeat(6, (n) => `query Q${n} { users }`) }],
  [
    'several operations without a name',
    'OPERATION_RESOLUTION_FAILURE',
    { query: 'query A { users } query B { users }' },
  ],
  [
    'two sign-ins in one document',
    'GRAPHQL_VALIDATION_FAILED',
    { query: 'mutation { a: setUser(id: "a-name") b: setUser(id: "b-name") }' },
  ],
  [
    'a variable of a wrong type',
    'BAD_USER_INPUT',
    { query: 'query($r: String!) { history(roomId: $r) { content } }', variables: { r: 7 } },
  ],
  ['a missing variable', 'BAD_USER_INPUT', { query: 'query($r: String!) { history(roomId: $r) { content } }' }],
  [
    'deeply nested variables',
    'BAD_USER_INPUT',
    {
      query: 'query($i: SearchMessagesInput!) { searchMessages(input: $i) { edges { cursor } } }',
      variables: { i: { text: nested(500) } },
    },
  ],
  ['1,000 tokens, without identity', 'UNAUTHENTICATED', { query: withTokens(1_000) }],
  ['no identity', 'UNAUTHENTICATED', { query: '{ history(roomId: "r") { content } }' }],
];

describe('S1: "what HTTP refuses, the socket refuses", word for word', () => {
  const { overHttp, overSocket } = useBothTransports();

  it.each(REFUSED)('%s → %s', async (_name, code, question) => {
    const [http, socket] = [await overHttp(question), await overSocket(question)];
    expect(codeOf(http.errors?.[0])).toBe(code);
    expect(http.data ?? null).toBeNull();
    expect(socket.errors).toEqual(http.errors);
  });

  it.each(REFUSED)('S3: %s is refused quickly', async (_name, _code, { query, variables }) => {
    const times: number[] = [];
    for (let n = 0; n < 3; n++) {
      const begun = performance.now();
      // Another document each time: one that is known is not examined again.
      await overSocket({ query: `${query}#${n}`, ...(variables && { variables }) });
      times.push(performance.now() - begun);
    }
    expect(Math.min(...times)).toBeLessThan(250);
  });

  it('what is within the limits is answered on both', async () => {
    const questions: Question[] = [
      { query: `{ ${repeat(15, (n) => `a${n}: users`)} }` },
      { query: `{ ${repeat(50, () => 'users @include(if: true)')} }` },
      { query: `{ users } #${'x'.repeat(15_000 - 11)}` },
    ];
    for (const question of questions) {
      expect((await overHttp(question)).errors).toBeUndefined();
      expect((await overSocket(question)).errors).toBeUndefined();
    }
  });

  it('introspection is answered on both where it is on, as deep as it goes', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const question = { query: getIntrospectionQuery() };
    const http = await overHttp(question);
    expect(http.errors).toBeUndefined();
    expect(await overSocket(question)).toEqual(http);
  });
});

describe('S2: schema discovery where introspection is off', () => {
  const { overHttp, overSocket } = useBothTransports({ MARU_INTROSPECTION: 'off' });

  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { fields { name } } }',
    '{ users ...F } fragment F on Query { __schema { queryType { name } } }',
  ])('is refused on both: %s', async (query) => {
    const http = await overHttp({ query });
    expect(codeOf(http.errors?.[0])).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await overSocket({ query })).toMatchObject({ errors: http.errors });
  });

  it.each([
    '{ user }',
    '{ history(romId: "x") { content } }',
    '{ history(roomId: "x") { contents } }',
    'mutation { setUsers(id: "x") }',
    'query($x: Strin!) { history(roomId: $x) { content } }',
    'query($x: SistemInput!) { users }',
  ])('no suggestion tells a name of the schema: %s', async (query) => {
    for (const { errors } of [await overHttp({ query }), await overSocket({ query })]) {
      expect(errors).not.toHaveLength(0);
      expect(JSON.stringify(errors)).not.toContain('Did you mean');
    }
  });

  it('"__typename" stays', async () => {
    expect(await overHttp({ query: '{ __typename }' })).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('S4: batches', () => {
  const { server, overSocket } = useBothTransports();

  it('an array of operations is refused, and none of them runs', async () => {
    const handle = freshHandle('batch');
    const query = 'mutation($id: String!) { setUser(id: $id) }';
    const batch = Array.from({ length: 3 }, () => ({ query, variables: { id: handle } }));
    const answer = await postGraphQL(server().urls[0], batch, { 'x-session-key': randomUUID() });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.errors).not.toHaveLength(0);
    const free = await overSocket({ query, variables: { id: handle } });
    expect(free).toEqual({ data: { setUser: true } });
  });

  it('a subscription over HTTP is refused, and does not hang', async () => {
    const { status, body } = await postGraphQL(server().urls[0], { query: 'subscription { userPresence }' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.errors).not.toHaveLength(0);
  });
});
