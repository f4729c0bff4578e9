import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDynamoDb } from './dynamodb.mjs';

const TableName = 'rooms';
const item = (id: string, name: string) => ({ id: { S: id }, name: { S: name } });

let engine: Awaited<ReturnType<typeof startDynamoDb>>;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynamoDb({ durable: true });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'local', credentials });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName });
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

const read = async (id: string) => {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }));
  return Item;
};

it('gives back what was written', async () => {
  await client.send(new PutItemCommand({ TableName, Item: item('r1', '점심 모임') }));
  expect(await read('r1')).toEqual(item('r1', '점심 모임'));
});

it('refuses a write whose condition does not hold', async () => {
  const claim = (name: string) =>
    client.send(
      new PutItemCommand({ TableName, Item: item('r2', name), ConditionExpression: 'attribute_not_exists(id)' }),
    );
  const results = await Promise.allSettled([claim('first'), claim('second')]);
  const refusals = results.filter((result) => result.status === 'rejected');
  expect(refusals).toHaveLength(1);
  expect(refusals[0]?.reason).toMatchObject({ name: 'ConditionalCheckFailedException' });
});

it('has what was written after SIGKILL and a restart, on the same port', async () => {
  await client.send(new PutItemCommand({ TableName, Item: item('r3', 'kept') }));
  const { endpoint } = engine;
  await engine.kill();
  await expect(fetch(endpoint)).rejects.toThrow();
  await engine.restart();
  expect(engine.endpoint).toBe(endpoint);
  expect(await read('r3')).toEqual(item('r3', 'kept'));
});

it('listens on 127.0.0.1 only', async () => {
  const elsewhere = engine.endpoint.replace('127.0.0.1', '127.0.0.2');
  await expect(fetch(elsewhere)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
