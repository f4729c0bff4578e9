import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { pauseBeforeRound } from './retry-pause.ts';

/** A table's name and the names of its keys; both keys are strings. */
export interface TableDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/** About a minute: DynamoDB takes some seconds to create a table. */
const MAX_LOOKS = 60;

/**
 * Creates the tables that do not exist and waits until all can be used. Safe to repeat, and from several processes at once.
 * @throws Error where a table of that name has other keys: it is not ours, or of a version that this one cannot work on
 */
export async function prepareTables(client: DynamoDBDocumentClient, tables: readonly TableDefinition[]): Promise<void> {
  await Promise.all(tables.map((table) => prepareTable(client, table)));
}

async function prepareTable(client: DynamoDBDocumentClient, table: TableDefinition): Promise<void> {
  for (let look = 1; look <= MAX_LOOKS; look++) {
    const existing = await describe(client, table);
    if (existing) checkKeys(existing, table);
    else await create(client, table);
    if (existing?.TableStatus === 'ACTIVE') return;
    await pauseBeforeRound(look);
  }
  throw new Error(`The table ${table.name} was created, but DynamoDB does not get it ready.`);
}

function checkKeys(existing: TableDescription, table: TableDefinition): void {
  const found = existing.KeySchema?.map((key) => key.AttributeName).join(', ') ?? 'none';
  const wanted = keysOf(table)
    .map((key) => key.name)
    .join(', ');
  if (found !== wanted)
    throw new Error(`The table ${table.name} has the keys ${found}; this version of Maru needs ${wanted}.`);
}

async function describe(
  client: DynamoDBDocumentClient,
  { name }: TableDefinition,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBDocumentClient, table: TableDefinition): Promise<void> {
  const keys = keysOf(table);
  try {
    const command = new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map(({ name }) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keys.map(({ name, type }) => ({ AttributeName: name, KeyType: type })),
    });
    await client.send(command);
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

const keysOf = ({ partitionKey, sortKey }: TableDefinition) => [
  { name: partitionKey, type: 'HASH' as const },
  ...(sortKey === undefined ? [] : [{ name: sortKey, type: 'RANGE' as const }]),
];
