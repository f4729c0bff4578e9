import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject, onTestFinished } from 'vitest';
import { openDynamo } from '../dynamodb-client.ts';
import { prepareTables, type TableDefinition } from '../dynamodb-tables.ts';

/** A client of the running test's own. @param endpoint where it goes, if not straight to the engine */
export function openDynamoForTest(endpoint = inject('dynamoDbEndpoint')): DynamoDBDocumentClient {
  const client = openDynamo(endpoint);
  onTestFinished(() => client.destroy());
  return client;
}

/** An empty table for the running test. */
export async function openTableForTest(define: (name: string) => TableDefinition) {
  const client = openDynamoForTest();
  const table = define(`test-${randomUUID()}`);
  await prepareTables(client, [table]);
  return { client, table: table.name };
}
