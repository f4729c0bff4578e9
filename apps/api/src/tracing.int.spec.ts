import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { openTracing, parseConfig } from '@maru/runtime';
import { Client, post } from './testing/clients.ts';
import { startCollector, type CollectedSpan } from './testing/collector.ts';
import { startApi } from './testing/start-api.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const FROM_BROWSER = `00-${TRACE}-b7ad6b7169203331-01`;
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq } }';

/** A traced API with a room in it; with what the collector got once all of it was sent. */
async function startTraced(settings: Record<string, string> = {}) {
  const collector = await startCollector();
  const config = parseConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, ...settings });
  const tracing = await openTracing(config, 'api');
  onTestFinished(() => tracing.close());
  const { url, chat } = await startApi({}, tracing);
  const key = randomUUID();
  const client = new Client(url, key);
  await client.data('mutation { guestSignIn(handle: "haru") { id } }');
  const create = 'mutation { createChatRoom(input: { clientRequestId: "1", members: [] }) { id } }';
  const { createChatRoom: room } = await client.data<{ createChatRoom: { id: string } }>(create);
  const variables = () => ({ input: { roomId: room.id, clientMessageId: randomUUID(), text: 'hello' } });
  const drained = async () => {
    for (const group of ['persist', 'index'] as const)
      await expect.poll(() => chat.ports.roomEvents.lag(group)).toBe(0);
  };
  const spans = async () => {
    await drained();
    await tracing.close();
    return collector.spans;
  };
  return { url, chat, key, client, variables, spans, drained };
}

/** Names of a span and of those that it is part of, from the outside in. */
function path(span: CollectedSpan, spans: readonly CollectedSpan[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent ? path(parent, spans) : []), span.name];
}

it('one trace goes from the browser’s request to the writing into the store and the search', async () => {
  const { url, key, variables, spans, drained } = await startTraced();
  await drained();
  const headers = { 'x-session-key': key, traceparent: FROM_BROWSER };
  expect((await post(url, { query: SEND, variables: variables() }, headers)).status).toBe(200);
  const all = await spans();
  const traced = all.filter(({ traceId }) => traceId === TRACE);
  const paths = traced.map((span) => path(span, all).join(' > '));
  expect(paths).toEqual(
    expect.arrayContaining([
      'GraphQL mutation > RoomLog.append',
      'GraphQL mutation > RoomLog.append > consume persist > MessageStore.put',
      'GraphQL mutation > RoomLog.append > consume index > MessageSearch.index',
    ]),
  );
  expect(traced.find(({ name }) => name === 'GraphQL mutation')?.parentSpanId).toBe('b7ad6b7169203331');
});

it('a socket’s operation takes the trace that comes with it, and begins one where none does', async () => {
  const { client, variables, spans } = await startTraced();
  const socket = await client.connect();
  await socket.ask({ query: SEND, variables: variables(), extensions: { traceparent: FROM_BROWSER } });
  await socket.ask({ query: SEND, variables: variables(), extensions: { traceparent: 'nonsense' } });
  await socket.ask({ query: SEND, variables: variables() });
  const appends = (await spans()).filter(({ name }) => name === 'RoomLog.append').slice(-3);
  expect(appends[0]?.traceId).toBe(TRACE);
  expect(new Set(appends.map(({ traceId }) => traceId)).size).toBe(3);
});

it('a batch of several requests names the append of each', async () => {
  const { chat, client, variables, spans, drained } = await startTraced();
  await drained();
  // The first message holds the consumer up until the others are there: they make one batch.
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const { messageStore } = chat.ports;
  const put = messageStore.put.bind(messageStore);
  Object.assign(messageStore, { put: (...items: Parameters<typeof put>) => held.then(() => put(...items)) });
  for (let n = 0; n < 20; n++) await client.data(SEND, variables());
  goOn();
  const all = await spans();
  const appends = all.filter(({ name }) => name === 'RoomLog.append');
  const batches = all.filter(({ name }) => name === 'consume persist');
  const named = batches.flatMap(({ parentSpanId, links = [] }) => [parentSpanId, ...links.map(({ spanId }) => spanId)]);
  expect(Math.max(...batches.map(({ links = [] }) => links.length))).toBeGreaterThanOrEqual(19);
  expect(new Set(named.filter((id) => id !== undefined))).toEqual(new Set(appends.map(({ spanId }) => spanId)));
});

it('records no trace that begins here where the ratio is 0, and one that the browser records', async () => {
  const { url, key, variables, spans } = await startTraced({ OTEL_TRACES_SAMPLER_ARG: '0' });
  await post(url, { query: SEND, variables: variables() }, { 'x-session-key': key });
  await post(url, { query: SEND, variables: variables() }, { 'x-session-key': key, traceparent: FROM_BROWSER });
  const all = await spans();
  expect(new Set(all.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
});
