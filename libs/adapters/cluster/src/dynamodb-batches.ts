import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inLanes, slicesOf } from './lanes.ts';
import { pauseBeforeRound } from './retry-pause.ts';
import { unavailable } from './unavailable.ts';

/** What DynamoDB takes in one request. */
const PUTS_AT_ONCE = 25;
const READS_AT_ONCE = 100;
const LANES = 4;
/** More than 5 s of pauses: whoever is throttled for longer is told so. */
const MAX_ROUNDS = 10;

/**
 * Puts rows, each for itself and in no order. No two of them have the same key. Safe to repeat.
 * @throws ChatError UNAVAILABLE where DynamoDB keeps leaving some unprocessed: any of the rows may have been written by then
 */
export async function putRows(client: DynamoDBDocumentClient, table: string, rows: readonly object[]): Promise<void> {
  const requests = rows.map((row) => ({ PutRequest: { Item: { ...row } } }));
  await inLanes(LANES, slicesOf(requests, PUTS_AT_ONCE), (slice) =>
    untilProcessed(slice, async (left) => {
      const answer = await client.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      return (answer.UnprocessedItems?.[table] ?? []) as typeof left;
    }),
  );
}

/**
 * Reads rows of a table that has the partition key `pk` alone: strongly consistent, each for itself and in no order. Keys may be named
 * twice; those without a row bring none.
 */
export async function readRows<Row>(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly string[],
): Promise<Row[]> {
  const found: Row[] = [];
  const distinct = [...new Set(keys)].map((pk): Record<string, unknown> => ({ pk }));
  await inLanes(LANES, slicesOf(distinct, READS_AT_ONCE), (slice) =>
    untilProcessed(slice, async (Keys) => {
      const command = new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } });
      const answer = await client.send(command);
      found.push(...((answer.Responses?.[table] ?? []) as Row[]));
      return answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }),
  );
  return found;
}

async function untilProcessed<Request>(requests: Request[], send: (requests: Request[]) => Promise<Request[]>) {
  let left = requests;
  for (let round = 0; left.length > 0; round++) {
    if (round === MAX_ROUNDS)
      throw unavailable(new Error(`DynamoDB left ${left.length} requests unprocessed, ${MAX_ROUNDS} times.`));
    if (round > 0) await pauseBeforeRound(round);
    left = await send(left);
  }
}
