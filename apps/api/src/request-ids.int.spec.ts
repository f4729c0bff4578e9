import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Client, post, SocketClient } from './testing/clients.ts';
import { startApi } from './testing/start-api.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;
const idOf = ({ headers }: Response) => headers.get('x-request-id');

it('every answer names its request: as the edge calls it, or by an id of its own', async () => {
  const { url } = await startApi();
  const users = { query: '{ users }' };
  expect(idOf(await post(url, users, { 'x-request-id': 'edge-1' }))).toBe('edge-1');
  expect(idOf(await post(url, { query: '{ nobody }' }, { 'x-request-id': 'edge-2' }))).toBe('edge-2');
  expect(idOf(await fetch(`${url}/health/live`, { headers: { 'x-request-id': 'edge-3' } }))).toBe('edge-3');
  const made = [await post(url, users), await post(url, users, { 'x-request-id': 'not one word' })].map(idOf);
  for (const id of made) expect(id).toMatch(UUID);
  expect(new Set(made).size).toBe(2);
});

it('a socket’s answer names its request beside the data, where the client has given it a name', async () => {
  const { url } = await startApi();
  const socket = await SocketClient.connect(url);
  const ask = (extensions?: object) => socket.ask({ query: '{ users }', ...(extensions && { extensions }) });
  const [named, badlyNamed, unnamed] = [
    await ask({ requestId: 'page-1' }),
    await ask({ requestId: 'two words' }),
    await ask(),
  ];
  expect(named).toEqual({ data: { users: [] }, extensions: { requestId: 'page-1' } });
  expect(badlyNamed).toEqual({ data: { users: [] }, extensions: { requestId: expect.stringMatching(UUID) as string } });
  expect(unnamed).toEqual({ data: { users: [] } });
});

it('what went wrong inside is noted under the id of the request', async () => {
  const { url, chat, lines } = await startApi();
  Object.assign(chat.ports.presence, { online: () => Promise.reject(new Error('broken')) });
  const answer = await post(url, { query: '{ users }' }, { 'x-request-id': 'edge-4', 'x-session-key': randomUUID() });
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { errorId: 'edge-4' } }] });
  const bySocket = await (await SocketClient.connect(url)).ask({ query: '{ users }' });
  const noted = lines.filter(({ msg }) => msg === 'an operation failed');
  expect(noted.map(({ requestId }) => requestId)).toEqual(['edge-4', bySocket.errors?.[0]?.extensions['errorId']]);
});

it('the consumers’ log names the request that a message came with', async () => {
  const { url, lines } = await startApi({ logLevel: 'debug' });
  const key = randomUUID();
  const client = new Client(url, key);
  await client.data('mutation { guestSignIn(handle: "haru") { id } }');
  const create = 'mutation { createChatRoom(input: { clientRequestId: "1", members: [] }) { id } }';
  const headers = { 'x-session-key': key, 'x-request-id': 'edge-5' };
  expect((await post(url, { query: create }, headers)).status).toBe(200);
  await expect
    .poll(() => lines.filter(({ requestIds }) => requestIds?.includes('edge-5')).map(({ group }) => group))
    .toEqual(expect.arrayContaining(['persist', 'memberships', 'index']));
  expect(lines.find(({ msg, requestId }) => msg === 'answered' && requestId === 'edge-5')).toMatchObject({
    transport: 'http',
    operation: 'mutation',
  });
});
