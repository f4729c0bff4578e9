import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { StaleRead, untilItHolds, whereHolds } from './dynamodb-conditions.ts';
import type { TableDefinition } from './dynamodb-tables.ts';

interface PartitionRow {
  readonly pk: string;
  /** The last epoch that anybody took. */
  readonly epoch: number;
}

export const partitionTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk' });

/** Hands out the epochs of the log's partitions, each once. */
export class PartitionEpochs {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** @param above an epoch that the log knows itself: the next one is later, also where the store was restored from a backup */
  take(partition: number, above: number): Promise<number> {
    const pk = `${partition}`;
    return untilItHolds(async () => {
      const read = new GetCommand({ TableName: this.#table, Key: { pk }, ConsistentRead: true });
      const last = ((await this.#client.send(read)).Item as PartitionRow | undefined)?.epoch ?? 0;
      const row: PartitionRow = { pk, epoch: Math.max(last, above) + 1 };
      const write = new PutCommand({
        TableName: this.#table,
        Item: { ...row },
        ConditionExpression: 'attribute_not_exists(pk) OR epoch = :last',
        ExpressionAttributeValues: { ':last': last },
      });
      if (!(await whereHolds(this.#client.send(write)))) throw new StaleRead('Somebody else took this epoch.');
      return row.epoch;
    });
  }
}
