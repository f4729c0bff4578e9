import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Client } from '@elastic/elasticsearch';
import { openDynamo } from './dynamodb-client.ts';
import { openElasticsearch } from './elasticsearch-client.ts';
import type { Keys } from './keys.ts';
import { RedisChannels } from './redis-channels.ts';
import { RedisCommands } from './redis-commands.ts';
import { Replication } from './replication.ts';

/** Where the engines are, and what of them is this deployment's. */
export interface ClusterEngines {
  readonly redisUrl: string;
  readonly dynamoDbEndpoint: string;
  readonly elasticsearchUrl: string;
  /** Lower case: begins every name in the engines, and keeps deployments apart that share them. */
  readonly namespace: string;
}

/** One node's connections to the engines. They are made when they are needed, and made anew when they break. */
export interface Connections {
  readonly redis: RedisCommands;
  readonly channels: RedisChannels;
  readonly replication: Replication;
  readonly dynamo: DynamoDBDocumentClient;
  readonly elasticsearch: Client;
  readonly disconnect: () => Promise<void>;
}

/** @param onError is told of faults that are got over by trying again */
export function openConnections(engines: ClusterEngines, keys: Keys, onError: (error: unknown) => void): Connections {
  const { redisUrl, dynamoDbEndpoint, elasticsearchUrl } = engines;
  const dynamo = openDynamo(dynamoDbEndpoint);
  const elasticsearch = openElasticsearch(elasticsearchUrl);
  const redis = new RedisCommands(redisUrl, onError);
  const channels = new RedisChannels(redisUrl, onError);
  const replication = new Replication(() => new RedisCommands(redisUrl, onError), keys.replication);
  return {
    redis,
    channels,
    replication,
    dynamo,
    elasticsearch,
    async disconnect() {
      channels.close();
      replication.close();
      redis.close();
      dynamo.destroy();
      await elasticsearch.close();
    },
  };
}
