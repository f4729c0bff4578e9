import { startDynamoDb, startElasticsearch, startRedis } from '@maru/engines';
import { say } from './report.ts';

export type ClusterSettings = Readonly<
  Record<'MARU_TOPOLOGY' | 'MARU_NAMESPACE' | 'REDIS_URL' | 'DYNAMODB_ENDPOINT' | 'ELASTICSEARCH_URL', string>
>;

/** A Redis of its own (every write on the disk); DynamoDB (in memory) and Elasticsearch as well, unless the environment names some. All end afterwards. */
export async function withEngines(use: (settings: ClusterSettings) => Promise<void>): Promise<void> {
  const { DYNAMODB_ENDPOINT: dynamoDb, ELASTICSEARCH_URL: elasticsearch } = process.env;
  say('starting the engines');
  const own = await Promise.all([
    startRedis(),
    dynamoDb ? undefined : startDynamoDb({ longRunning: true }),
    elasticsearch ? undefined : startElasticsearch({ longRunning: true }),
  ]);
  const [redis, ownDynamoDb, ownElasticsearch] = own;
  try {
    await use({
      MARU_TOPOLOGY: 'cluster',
      MARU_NAMESPACE: `bench-${process.pid}`,
      REDIS_URL: redis.url,
      DYNAMODB_ENDPOINT: ownDynamoDb?.endpoint ?? dynamoDb ?? '',
      ELASTICSEARCH_URL: ownElasticsearch?.url ?? elasticsearch ?? '',
    });
  } finally {
    for (const engine of own) await engine?.stop();
  }
}
