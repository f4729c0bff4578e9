import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** DynamoDB Local asks for a region and credentials and takes any. */
const LOCAL = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/**
 * A client that gives up on an attempt after 3 s and repeats it: every write that this adapter makes may be done twice.
 * @param endpoint over http: DynamoDB Local; over https: AWS, with region and credentials as the SDK finds them
 */
export function openDynamo(endpoint: string): DynamoDBDocumentClient {
  const local = new URL(endpoint).protocol === 'http:';
  const client = new DynamoDBClient({
    endpoint,
    ...(local ? LOCAL : {}),
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
