import { PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Revision, UserRoom } from '@maru/domain';
import { whereHolds } from './dynamodb-conditions.ts';
import type { TableDefinition } from './dynamodb-tables.ts';
import { inLanes } from './lanes.ts';
import { revisionKey } from './sort-keys.ts';

/** An entry of a user's rooms. Partition: the user; sort key: the room. */
interface UserRoomRow {
  readonly pk: string;
  readonly sk: string;
  readonly state: UserRoom['state'];
  readonly revision: Revision;
  /** The revision, for comparing. */
  readonly version: string;
}

const LANES = 8;

export const userRoomTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk', sortKey: 'sk' });

/** The rooms of users. */
export class UserRooms {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async put(entries: readonly UserRoom[]): Promise<void> {
    await inLanes(LANES, entries, (entry) => this.#put(entry));
  }

  async of(userId: string): Promise<UserRoom[]> {
    const rooms: UserRoom[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const command = new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :user',
        ExpressionAttributeValues: { ':user': userId },
        ConsistentRead: true,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      const page = await this.#client.send(command);
      rooms.push(...((page.Items ?? []) as UserRoomRow[]).map(userRoomOf));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return rooms.filter(({ state }) => state === 'member');
  }

  async #put({ userId, roomId, state, revision: { epoch, seq } }: UserRoom): Promise<void> {
    const revision = { epoch, seq };
    const row: UserRoomRow = { pk: userId, sk: roomId, state, revision, version: revisionKey(revision) };
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...row },
      ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
      ExpressionAttributeValues: { ':version': row.version },
    });
    await whereHolds(this.#client.send(command));
  }
}

const userRoomOf = ({ pk, sk, state, revision }: UserRoomRow): UserRoom => ({
  userId: pk,
  roomId: sk,
  state,
  revision,
});
