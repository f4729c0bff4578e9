import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamoDb } from '@maru/engines';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openDynamo } from '../dynamodb-client.ts';
import { prepareTables, type TableDefinition } from '../dynamodb-tables.ts';

type Engine = Awaited<ReturnType<typeof startDynamoDb>>;

/** DynamoDB Local while the tests of this file run. */
export function useDynamoDb() {
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await startDynamoDb();
  });
  afterAll(() => engine?.stop());

  /** A client that the running test may do anything with. */
  const openClient = (): DynamoDBDocumentClient => {
    if (!engine) throw new Error('DynamoDB is not running.');
    const client = openDynamo(engine.endpoint);
    onTestFinished(() => client.destroy());
    return client;
  };
  /** An empty table for the running test. */
  const openTable = async (define: (name: string) => TableDefinition) => {
    const client = openClient();
    const table = define(`test-${randomUUID()}`);
    await prepareTables(client, [table]);
    return { client, table: table.name };
  };
  return { openClient, openTable };
}
