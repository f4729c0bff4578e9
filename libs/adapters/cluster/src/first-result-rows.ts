import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isLost, type EpochSpan } from '@maru/domain';
import { putRows } from './dynamodb-batches.ts';
import type { TableDefinition } from './dynamodb-tables.ts';
import { lastRevisionOf, type FirstResult } from './first-result.ts';
import { revisionKey } from './sort-keys.ts';
import { fromJson, type Json } from './stored-json.ts';

/** The first result of a dedupe key (`room#key`), for ever. Of a key whose result a lost epoch took with it there may be several. */
interface FirstResultRow {
  readonly pk: string;
  /** Of the last event. */
  readonly sk: string;
  readonly first: Json<FirstResult>;
}

export interface KeyedFirstResult {
  readonly roomId: string;
  readonly key: string;
  readonly first: Json<FirstResult>;
}

export const firstResultTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk', sortKey: 'sk' });

const keyOf = (roomId: string, key: string) => `${roomId}#${key}`;

/** What the log forgets about dedupe keys. */
export class FirstResultRows {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Durable when it resolves; safe to repeat. */
  async put(results: readonly KeyedFirstResult[]): Promise<void> {
    const rows = results.map(({ roomId, key, first }): FirstResultRow => {
      return { pk: keyOf(roomId, key), sk: revisionKey(lastRevisionOf(fromJson(first))), first };
    });
    await putRows(this.#client, this.#table, [...new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row])).values()]);
  }

  /** Strongly consistent. @param epochs of the room: what they lost does not count */
  async find(roomId: string, key: string, epochs: readonly EpochSpan[]): Promise<Json<FirstResult> | undefined> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keyOf(roomId, key) },
      ConsistentRead: true,
      ScanIndexForward: false,
    });
    const rows = ((await this.#client.send(command)).Items ?? []) as FirstResultRow[];
    return rows.find(({ first }) => !isLost(epochs, lastRevisionOf(fromJson(first))))?.first;
  }
}
