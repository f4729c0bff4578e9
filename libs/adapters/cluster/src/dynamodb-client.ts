import { DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unavailable } from './unavailable.ts';

/** DynamoDB Local asks for a region and credentials and takes any. */
const LOCAL = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Refusals that are not about what was asked: it is too much for now, or the deployment is not set up as it should be. */
const PASSING = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ResourceNotFoundException',
  'AccessDeniedException',
  'ExpiredTokenException',
  'UnrecognizedClientException',
]);

const PASSING_ON_THE_WAY = new Set(['TimeoutError', 'CredentialsProviderError']);

/** A busy process of our own takes part of it: less than this gave up on a DynamoDB that was well. */
const ATTEMPT_MS = 5_000;

/**
 * A client that gives up on an attempt after some seconds and repeats it: every write of this adapter may be done twice. Where no attempt gets
 * through, or the table was not prepared, `send` rejects with ChatError UNAVAILABLE.
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
    (next, { commandName }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          // Whether there is a table is what this one asks.
          const isAnswer = commandName === 'DescribeTableCommand' && nameOf(error) === 'ResourceNotFoundException';
          throw !isAnswer && isPassing(error) ? unavailable(error) : error;
        }
      },
    { step: 'initialize', priority: 'high', name: 'unavailable' },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : undefined);

/** The way to DynamoDB fails, or it fails itself, or it refuses for now. */
function isPassing(error: unknown): boolean {
  if (error instanceof DynamoDBServiceException) return error.$fault === 'server' || PASSING.has(error.name);
  return error instanceof Error && ('code' in error || PASSING_ON_THE_WAY.has(error.name));
}
