import { GetCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TimelineItem } from '@maru/domain';
import { whereHolds } from './dynamodb-conditions.ts';
import { inLanes } from './lanes.ts';
import { bucketOf, numberKey, partitionOf, type ItemRow } from './message-rows.ts';

/** From a number on, this one included, up or down. */
export interface Direction {
  readonly from: number;
  readonly step: 1 | -1;
}

/** How far a room's buckets reach, once they reach beyond the first: a walk must know where to stop, also where rows are missing. */
interface LastBucketRow {
  readonly lastBucket: number;
}

const LANES = 4;
const ROOMS_REMEMBERED = 50_000;

const lastBucketKey = (roomId: string) => ({ pk: `${roomId}#last`, sk: 'bucket' });

/** The partitions that a room's timeline is cut into, and walks over them by arithmetic. */
export class MessageBuckets {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  /** What this process knows of last buckets: saves asking for every batch. */
  readonly #last = new Map<string, number>();

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The rows of each number, number by number, strongly consistent. @param expected how many numbers the caller probably takes */
  async *walk(roomId: string, { from, step }: Direction, expected: number): AsyncGenerator<ItemRow[]> {
    let bucket = bucketOf(from);
    for (;;) {
      yield* byNumber(this.#rows(partitionOf(roomId, bucket), { from, step }, expected));
      if (bucket + step < 0) return;
      const last = await this.#lastBucket(roomId);
      if (step > 0 && bucket >= last) return;
      bucket = Math.min(bucket + step, last);
    }
  }

  /** Lets walks reach these items. */
  async extend(items: readonly TimelineItem[]): Promise<void> {
    const reached = new Map<string, number>();
    for (const { roomId, number } of items) reached.set(roomId, Math.max(reached.get(roomId) ?? 0, bucketOf(number)));
    const news = [...reached].filter(([roomId, bucket]) => bucket > (this.#last.get(roomId) ?? 0));
    await inLanes(LANES, news, ([roomId, bucket]) => this.#extendTo(roomId, bucket));
  }

  async *#rows(pk: string, { from, step }: Direction, expected: number): AsyncGenerator<ItemRow> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: step > 0 ? 'pk = :pk AND sk >= :bound' : 'pk = :pk AND sk < :bound',
      ExpressionAttributeValues: { ':pk': pk, ':bound': numberKey(step > 0 ? from : from + 1) },
      ScanIndexForward: step > 0,
      ConsistentRead: true,
      // One more than expected: the row that shows that the last number has no others.
      Limit: expected + 1,
    };
    let after: Record<string, unknown> | undefined;
    do {
      const answer = await this.#client.send(new QueryCommand({ ...query, ExclusiveStartKey: after }));
      yield* (answer.Items ?? []) as ItemRow[];
      after = answer.LastEvaluatedKey;
    } while (after);
  }

  async #lastBucket(roomId: string): Promise<number> {
    const command = new GetCommand({ TableName: this.#table, Key: lastBucketKey(roomId), ConsistentRead: true });
    const row = (await this.#client.send(command)).Item as LastBucketRow | undefined;
    return row?.lastBucket ?? 0;
  }

  async #extendTo(roomId: string, bucket: number): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: lastBucketKey(roomId),
      UpdateExpression: 'SET lastBucket = :bucket',
      ConditionExpression: 'attribute_not_exists(pk) OR lastBucket < :bucket',
      ExpressionAttributeValues: { ':bucket': bucket },
    });
    await whereHolds(this.#client.send(command));
    if (this.#last.size >= ROOMS_REMEMBERED) this.#last.clear();
    this.#last.set(roomId, bucket);
  }
}

async function* byNumber(rows: AsyncIterable<ItemRow>): AsyncGenerator<ItemRow[]> {
  let group: ItemRow[] = [];
  for await (const row of rows) {
    const isNext = group[0] && !row.sk.startsWith(numberKey(group[0].number));
    if (isNext) yield group;
    group = isNext ? [row] : [...group, row];
  }
  if (group.length > 0) yield group;
}
