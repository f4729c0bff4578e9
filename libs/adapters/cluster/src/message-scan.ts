import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TimelineItem } from '@maru/domain';
import { withoutLost, type ReadEpochs } from './lost-items.ts';
import { itemOf, type ItemRow } from './message-rows.ts';

/** A place in a scan: the key of a row. */
export type ScanPosition = Readonly<Record<string, unknown>>;

export interface ScannedItems {
  readonly items: readonly TimelineItem[];
  /** Where the scan goes on; undefined at its end. */
  readonly next: ScanPosition | undefined;
}

interface Page {
  readonly rows: readonly ItemRow[];
  readonly next: ScanPosition | undefined;
}

/**
 * Everything that is stored of all rooms, as it was posted and as it is now: let the newer revision win. In no promised order, at least what was
 * stored when the scan began; in batches of up to 1 MB, as DynamoDB hands them out. The next batch is fetched while one is worked on.
 * @param from where an earlier scan had come to
 */
export async function* scanItems(
  client: DynamoDBDocumentClient,
  table: string,
  readEpochs: ReadEpochs,
  from?: ScanPosition,
): AsyncGenerator<ScannedItems> {
  const fetch = async (after: ScanPosition | undefined): Promise<Page> => {
    const command = new ScanCommand({
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'attribute_exists(revisionEpoch)',
      ExclusiveStartKey: after,
    });
    const answer = await client.send(command);
    return { rows: (answer.Items ?? []) as ItemRow[], next: answer.LastEvaluatedKey };
  };
  for (let fetching: Promise<Page> | undefined = fetch(from); fetching;) {
    const { rows, next }: Page = await fetching;
    fetching = next && fetch(next);
    // Whoever stops here does not want to know; whoever goes on is told above.
    fetching?.catch(() => undefined);
    yield { items: await withoutLost(rows.map(itemOf), readEpochs), next };
  }
}
