import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Keys } from './keys.ts';
import type { RedisCommands } from './redis-commands.ts';
import { Script } from './script.ts';

/** A write: a server that is full, or has lost its replicas, still answers reads. */
const PROBE = new Script<null>(`redis.call('SET', KEYS[1], '1', 'EX', 60) return nil`);

/** @throws ChatError UNAVAILABLE where nothing can be written */
export async function probeRedis(redis: RedisCommands, keys: Keys): Promise<void> {
  await redis.run(PROBE, [keys.probe]);
}

/** @throws Error where nothing can be read */
export async function probeDynamo(client: DynamoDBDocumentClient, table: string): Promise<void> {
  await client.send(new GetCommand({ TableName: table, Key: { pk: 'probe' }, ConsistentRead: true }));
}
