import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TimelineItem } from '@maru/domain';
import { withoutLost, type ReadEpochs } from './lost-items.ts';
import { itemOf, type ItemRow } from './message-rows.ts';

/**
 * Everything that is stored of all rooms, as it was posted and as it is now: let the newer revision win. In no promised order, at least what was
 * stored when the scan began; in batches of up to 1 MB, as DynamoDB hands them out.
 */
export async function* scanItems(
  client: DynamoDBDocumentClient,
  table: string,
  readEpochs: ReadEpochs,
): AsyncGenerator<TimelineItem[]> {
  let after: Record<string, unknown> | undefined;
  do {
    const command = new ScanCommand({
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'attribute_exists(revisionEpoch)',
      ...(after && { ExclusiveStartKey: after }),
    });
    const answer = await client.send(command);
    yield await withoutLost(((answer.Items ?? []) as ItemRow[]).map(itemOf), readEpochs);
    after = answer.LastEvaluatedKey;
  } while (after);
}
