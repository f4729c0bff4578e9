import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Client, post, SocketClient } from './testing/clients.ts';
import { startApi } from './testing/start-api.ts';

async function open() {
  const { url } = await startApi({ metrics: true });
  /** The value of a series, as a reader sees it. */
  const value = async (series: string) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const found = text.split('\n').find((line) => line.startsWith(`${series} `));
    return found === undefined ? undefined : Number(found.split(' ').at(-1));
  };
  return { url, value };
}

it('are told only where they are switched on, and to nobody who comes through a proxy', async () => {
  const hidden = await startApi();
  expect((await fetch(`${hidden.url}/metrics`)).status).toBe(404);
  const { url } = await open();
  const direct = await fetch(`${url}/metrics`);
  expect([direct.status, direct.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/plain; version=0.0.4'),
  ]);
  for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
    expect((await fetch(`${url}/metrics`, { headers: { [header]: 'somebody' } })).status).toBe(404);
});

it('count operations by transport and kind, and refusals by code', async () => {
  const { url, value } = await open();
  const socket = await SocketClient.connect(url);
  await post(url, { query: '{ users }' });
  await post(url, { query: '{ nobody }' });
  await post(url, { query: 'mutation { signOut }' });
  await socket.ask({ query: '{ users }' });
  await socket.ask({ query: '{ nobody }' });
  expect(await value('maru_operations_total{transport="http",operation="query"}')).toBe(1);
  expect(await value('maru_operations_total{transport="http",operation="mutation"}')).toBe(1);
  expect(await value('maru_operations_total{transport="http",operation="none"}')).toBe(1);
  expect(await value('maru_operations_total{transport="socket",operation="query"}')).toBe(1);
  expect(await value('maru_operations_total{transport="socket",operation="none"}')).toBe(1);
  expect(await value('maru_refusals_total{transport="http",code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(await value('maru_refusals_total{transport="socket",code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(await value('maru_refusals_total{transport="http",code="UNAUTHENTICATED"}')).toBe(1);
  expect(await value('maru_operation_duration_seconds_count{transport="socket",operation="query"}')).toBe(1);
});

it('count sockets, subscriptions and what is delivered to them', async () => {
  const { url, value } = await open();
  const client = new Client(url, randomUUID());
  await client.data('mutation { guestSignIn(handle: "haru") { id } }');
  const create = 'mutation { createChatRoom(input: { clientRequestId: "1", members: [] }) { id cursor } }';
  const { createChatRoom: room } = await client.data<{ createChatRoom: { id: string; cursor: string } }>(create);
  const sockets = await Promise.all([1, 2, 3].map(() => client.connect()));
  const query =
    'subscription ($roomId: ID!, $after: String!) { roomEvents(roomId: $roomId, after: $after) { ... on RoomEvent { seq } } }';
  const variables = { roomId: room.id, after: room.cursor };
  const following = sockets.map((socket) => ({ socket, id: socket.start({ query, variables }) }));
  await expect.poll(() => value('maru_subscriptions')).toBe(3);
  const input = { roomId: room.id, clientMessageId: randomUUID(), text: 'hello' };
  await client.data('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq } }', { input });
  for (const { socket, id } of following) await socket.until(() => socket.of(id).length === 1);
  expect(await value('maru_sockets')).toBe(3);
  expect(await value('maru_deliveries_total')).toBe(3);
  expect(await value('maru_append_duration_seconds_count{outcome="appended"}')).toBe(2);
  sockets[0]?.webSocket.close(1000);
  sockets[1]?.webSocket.close(3210);
  await expect.poll(() => value('maru_sockets')).toBe(1);
  expect(await value('maru_socket_closes_total{code="1000"}')).toBe(1);
  expect(await value('maru_socket_closes_total{code="other"}')).toBe(1);
});

it('count sockets that were refused', async () => {
  const { url, value } = await open();
  const headers = { origin: 'https://elsewhere.example' };
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-protocol': 'graphql-transport-ws' };
  await new Promise<void>((resolve) => {
    void import('node:http').then(({ get }) =>
      get(`${url}/graphql`, { headers: { ...headers, ...upgrade } }, (answer) => answer.resume().on('end', resolve)),
    );
  });
  expect(await value('maru_socket_refusals_total{status="403"}')).toBe(1);
});
