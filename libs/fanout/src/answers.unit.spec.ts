import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it, vi } from 'vitest';
import { RawClient } from './testing/raw-client.ts';
import { startSocketServer } from './testing/socket-server.ts';
import { Hub, tickSchema } from './testing/ticks.ts';

it('an answer carries what belongs to its own message; what subscribers are delivered has nothing beside it', async () => {
  const message = new AsyncLocalStorage<number>();
  let messages = 0;
  const ticks = new Hub();
  const server = await startSocketServer(tickSchema({ ticks }), {
    around: (handle) => message.run(++messages, handle),
    answerExtensions: () => ({ message: message.getStore() }),
  });
  const client = await RawClient.connect(server.url);
  for (const id of ['a', 'b']) client.subscribe(id, '{ __typename }');
  await client.until(() => client.received.length === 4);
  const extensions = client.received.flatMap(({ payload }) => payload ?? []);
  expect(extensions).toMatchObject([{ extensions: { message: 2 } }, { extensions: { message: 3 } }]);

  client.subscribe('c', 'subscription { ticks { n } }');
  await vi.waitFor(() => expect(ticks.sinks.size).toBe(1));
  ticks.tell({ n: 1, text: '' });
  await client.until(() => client.received.length === 5);
  expect(client.received.at(-1)?.payload).toEqual({ data: { ticks: { n: 1 } } });
  expect(server.sockets[0]?.subscriptions).toBe(1);
});
