import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReadPosition } from '@maru/domain';
import { readRows } from './dynamodb-batches.ts';
import { whereHolds } from './dynamodb-conditions.ts';
import type { TableDefinition } from './dynamodb-tables.ts';
import { revisionKey } from './sort-keys.ts';

/** How far a user has read in a room. */
interface ReadPositionRow {
  /** `user#room`. */
  readonly pk: string;
  readonly read: ReadPosition;
  /** Its revision, for comparing. */
  readonly version: string;
}

export const readPositionTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk' });

const keyOf = (userId: string, roomId: string) => `${userId}#${roomId}`;

/** How far users have read. */
export class ReadPositions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async of(userId: string, roomIds: readonly string[]): Promise<ReadPosition[]> {
    const keys = roomIds.map((roomId) => keyOf(userId, roomId));
    const rows = await readRows<ReadPositionRow>(this.#client, this.#table, keys);
    return rows.map(({ read }) => read);
  }

  /** Moves one forward. @returns where it is now: further where it already was */
  async advance(read: ReadPosition): Promise<ReadPosition> {
    const { userId, roomId, epoch, seq, number, messageCount } = read;
    const position: ReadPosition = { userId, roomId, epoch, seq, number, messageCount };
    const row: ReadPositionRow = { pk: keyOf(userId, roomId), read: position, version: revisionKey(position) };
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...row },
      ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
      ExpressionAttributeValues: { ':version': row.version },
    });
    if (await whereHolds(this.#client.send(command))) return position;
    const [further = position] = await this.of(userId, [roomId]);
    return further;
  }
}
