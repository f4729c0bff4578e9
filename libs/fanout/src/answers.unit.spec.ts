import { parse } from 'graphql';
import { expect, it, vi } from 'vitest';
import { RawClient } from './testing/raw-client.ts';
import { startSocketServer } from './testing/socket-server.ts';
import { Hub, tickSchema } from './testing/ticks.ts';

it('an answer carries what belongs to its own operation; what subscribers are delivered has nothing beside it', async () => {
  const ticks = new Hub();
  const schema = tickSchema({ ticks });
  let operations = 0;
  const server = await startSocketServer(schema, {
    prepare: async ({ query }) => ({ schema, document: parse(query), contextValue: ++operations }),
    answered: (operation) => ({ operation }),
  });
  const client = await RawClient.connect(server.url);
  for (const id of ['a', 'b']) client.subscribe(id, '{ __typename }');
  await client.until(() => client.received.length === 4);
  const answers = client.received.flatMap(({ payload }) => payload ?? []);
  expect(answers).toMatchObject([{ extensions: { operation: 1 } }, { extensions: { operation: 2 } }]);

  client.subscribe('c', 'subscription { ticks { n } }');
  await vi.waitFor(() => expect(ticks.sinks.size).toBe(1));
  ticks.tell({ n: 1, text: '' });
  await client.until(() => client.received.length === 5);
  expect(client.received.at(-1)?.payload).toEqual({ data: { ticks: { n: 1 } } });
  expect(server.sockets[0]?.subscriptions).toBe(1);
});
