import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableExists,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';

/** A table's name and the names of its keys; both keys are strings. */
export interface TableDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
}

const READY_WITHIN_S = 60;

/**
 * Creates the tables that do not exist and waits until all can be used. Safe to repeat, and from several processes at once.
 * @throws Error where a table of that name has other keys: it is not ours, or of a version that this one cannot work on
 */
export async function prepareTables(client: DynamoDBClient, tables: readonly TableDefinition[]): Promise<void> {
  await Promise.all(tables.map((table) => prepareTable(client, table)));
}

async function prepareTable(client: DynamoDBClient, table: TableDefinition): Promise<void> {
  const existing = (await describe(client, table)) ?? (await create(client, table));
  if (existing?.TableStatus !== 'ACTIVE')
    await waitUntilTableExists(
      { client, minDelay: 1, maxDelay: 2, maxWaitTime: READY_WITHIN_S },
      { TableName: table.name },
    );
  const found = existing?.KeySchema?.map((key) => key.AttributeName).join(', ');
  const wanted = keysOf(table)
    .map((key) => key.name)
    .join(', ');
  if (found !== undefined && found !== wanted)
    throw new Error(`The table ${table.name} has the keys ${found}; this version of Maru needs ${wanted}.`);
}

async function describe(client: DynamoDBClient, { name }: TableDefinition): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Undefined where another process was faster. */
async function create(client: DynamoDBClient, table: TableDefinition): Promise<TableDescription | undefined> {
  const keys = keysOf(table);
  try {
    const command = new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map(({ name }) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keys.map(({ name, type }) => ({ AttributeName: name, KeyType: type })),
    });
    return (await client.send(command)).TableDescription;
  } catch (error) {
    if (error instanceof ResourceInUseException) return undefined;
    throw error;
  }
}

const keysOf = ({ partitionKey, sortKey }: TableDefinition) => [
  { name: partitionKey, type: 'HASH' as const },
  ...(sortKey === undefined ? [] : [{ name: sortKey, type: 'RANGE' as const }]),
];
