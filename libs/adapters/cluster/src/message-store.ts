import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { MessageStore, PageRange } from '@maru/chat';
import { decodeItemId, type TimelineItem } from '@maru/domain';
import { putRows } from './dynamodb-batches.ts';
import { whereHolds } from './dynamodb-conditions.ts';
import { inLanes } from './lanes.ts';
import type { ReadEpochs } from './lost-items.ts';
import { MessageBuckets, type Direction } from './message-buckets.ts';
import { isAsPosted, rowOf, shownItem, type ItemRow } from './message-rows.ts';

const REVISION_LANES = 8;

/** The history of all rooms on DynamoDB: see `ItemRow` for its keys, and `shownItem` for what is shown of them. */
export class ClusterMessageStore implements MessageStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #epochs: ReadEpochs;
  readonly #buckets: MessageBuckets;

  constructor(client: DynamoDBDocumentClient, table: string, epochs: ReadEpochs) {
    this.#client = client;
    this.#table = table;
    this.#epochs = epochs;
    this.#buckets = new MessageBuckets(client, table);
  }

  async put(items: readonly TimelineItem[]): Promise<void> {
    const rows = items.map(rowOf);
    // DynamoDB refuses a batch with a key in it twice. Rows as posted with one key are one and the same.
    const posted = new Map(rows.filter(isAsPosted).map((row) => [`${row.pk} ${row.sk}`, row]));
    const revised = rows.filter((row) => !isAsPosted(row));
    await Promise.all([
      putRows(this.#client, this.#table, [...posted.values()]),
      inLanes(REVISION_LANES, revised, (row) => this.#putRevision(row)),
      this.#buckets.extend(items),
    ]);
  }

  async page(roomId: string, range: PageRange): Promise<readonly TimelineItem[]> {
    if ('after' in range) return this.#take(roomId, { from: Math.max(0, range.after + 1), step: 1 }, range.limit);
    const from = Math.min(range.before, Number.MAX_SAFE_INTEGER) - 1;
    return from < 0 ? [] : (await this.#take(roomId, { from, step: -1 }, range.limit)).reverse();
  }

  async get(id: string): Promise<TimelineItem | undefined> {
    const address = decodeItemId(id);
    if (!address) return undefined;
    const [item] = await this.#take(address.roomId, { from: address.number, step: 1 }, 1);
    return item?.id === id ? item : undefined;
  }

  async #take(roomId: string, direction: Direction, limit: number): Promise<TimelineItem[]> {
    if (limit < 1) return [];
    // Epochs first: a row of one that has begun since is newer than all of these, and is not taken for lost.
    const epochs = await this.#epochs(roomId);
    const items: TimelineItem[] = [];
    for await (const rows of this.#buckets.walk(roomId, direction, limit)) {
      const item = shownItem(rows, epochs);
      if (item) items.push(item);
      if (items.length === limit) break;
    }
    return items;
  }

  async #putRevision(row: ItemRow): Promise<void> {
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...row },
      ConditionExpression:
        'attribute_not_exists(pk) OR revisionEpoch < :epoch OR (revisionEpoch = :epoch AND revisionSeq < :seq)',
      ExpressionAttributeValues: { ':epoch': row.revisionEpoch, ':seq': row.revisionSeq },
    });
    await whereHolds(this.#client.send(command));
  }
}
