import { randomBytes } from 'node:crypto';
import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { whereHolds } from './dynamodb-conditions.ts';
import type { TableDefinition } from './dynamodb-tables.ts';

/** What a deployment has once. */
interface SecretRow {
  readonly pk: 'secret';
  /** Base64. */
  readonly secret: string;
}

const SECRET_BYTES = 32;
const KEY = { pk: 'secret' } as const;

export const deploymentTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk' });

/** The deployment's secret: whoever asks first makes it. */
export async function readSecret(client: DynamoDBDocumentClient, table: string): Promise<Uint8Array> {
  const row: SecretRow = { ...KEY, secret: randomBytes(SECRET_BYTES).toString('base64') };
  const command = new PutCommand({
    TableName: table,
    Item: { ...row },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await whereHolds(client.send(command));
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }));
  const { secret } = Item as SecretRow;
  return new Uint8Array(Buffer.from(secret, 'base64'));
}
