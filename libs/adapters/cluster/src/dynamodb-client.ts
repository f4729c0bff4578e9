import { DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unavailable } from './unavailable.ts';

/** DynamoDB Local asks for a region and credentials and takes any. */
const LOCAL = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

const THROTTLING = new Set(['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException']);

/** A busy process of our own takes part of it: less than this gave up on a DynamoDB that was well. */
const ATTEMPT_MS = 5_000;

/**
 * A client that gives up on an attempt after some seconds and repeats it: every write of this adapter may be done twice. Where no attempt gets
 * through, `send` rejects with ChatError UNAVAILABLE.
 * @param endpoint over http: DynamoDB Local; over https: AWS, with region and credentials as the SDK finds them
 */
export function openDynamo(endpoint: string): DynamoDBDocumentClient {
  const local = new URL(endpoint).protocol === 'http:';
  const client = new DynamoDBClient({
    endpoint,
    ...(local ? LOCAL : {}),
    maxAttempts: 5,
    requestHandler: { connectionTimeout: ATTEMPT_MS, requestTimeout: ATTEMPT_MS, throwOnRequestTimeout: true },
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw isPassing(error) ? unavailable(error) : error;
      }
    },
    { step: 'initialize', priority: 'high', name: 'unavailable' },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** The way to DynamoDB fails, or it fails itself, or it is asked too much. */
function isPassing(error: unknown): boolean {
  if (error instanceof DynamoDBServiceException) return error.$fault === 'server' || THROTTLING.has(error.name);
  return error instanceof Error && ('code' in error || error.name === 'TimeoutError');
}
