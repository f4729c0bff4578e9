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

  const endpoint = (): string => {
    if (!engine) throw new Error('DynamoDB is not running.');
    return engine.endpoint;
  };
  /** A client of the running test's own. */
  const openClient = (): DynamoDBDocumentClient => {
    const client = openDynamo(endpoint());
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
  return { endpoint, openClient, openTable };
}
