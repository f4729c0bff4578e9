import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OpenedPorts, PortSettings, Ports } from '@maru/chat';
import { Admission } from './admission.ts';
import { readSecret } from './deployment.ts';
import { openDynamo } from './dynamodb-client.ts';
import { prepareTables } from './dynamodb-tables.ts';
import { openElasticsearch } from './elasticsearch-client.ts';
import { ClusterFeed } from './feed.ts';
import { FirstResultRows } from './first-result-rows.ts';
import { HotWindow } from './hot-window.ts';
import { Keys } from './keys.ts';
import { ClusterMessageSearch } from './message-search.ts';
import { ClusterMessageStore } from './message-store.ts';
import { PartitionEpochs } from './partition-epochs.ts';
import { Persistence } from './persistence.ts';
import { ClusterPresence } from './presence.ts';
import { probeDynamo, probeRedis } from './probes.ts';
import { ReadPositions } from './read-positions.ts';
import { Recovery } from './recovery.ts';
import { RedisChannels } from './redis-channels.ts';
import { RedisCommands } from './redis-commands.ts';
import { Replication } from './replication.ts';
import { ClusterRoomEvents } from './room-events.ts';
import { ClusterRoomLog } from './room-log.ts';
import { RoomScripts } from './room-scripts.ts';
import { ClusterRoomStore } from './room-store.ts';
import { SearchIndex } from './search-index.ts';
import { StoredRooms } from './stored-rooms.ts';
import { tablesOf } from './tables.ts';
import { UserRooms } from './user-rooms.ts';
import { ClusterUserStore } from './user-store.ts';

/** Where the engines are, and what of them is this deployment's. */
export interface ClusterEngines {
  readonly redisUrl: string;
  readonly dynamoDbEndpoint: string;
  readonly elasticsearchUrl: string;
  /** Lower case: begins every name in the engines, and keeps deployments apart that share them. */
  readonly namespace: string;
}

type OnError = (error: unknown) => void;

export interface ClusterOptions extends PortSettings, ClusterEngines {
  /** How long a batch stays with a consumer that is not heard of, in milliseconds. */
  readonly leaseMs?: number;
  /** How often consumers look for what nobody told them of, in milliseconds. */
  readonly sweepMs?: number;
  /** Told of faults that are got over by trying again. */
  readonly onError?: OnError;
}

export interface ClusterPorts extends OpenedPorts {
  /** Stops as a crash does: nothing in hand is finished, acknowledged or said good-bye. For tests of what follows. */
  crash(): Promise<void>;
}

const LEASE_MS = 30_000;
const SWEEP_MS = 1_000;

/** Creates and migrates tables and indices. Safe to repeat, also from several processes at once. */
export async function prepareCluster({ dynamoDbEndpoint, elasticsearchUrl, namespace }: ClusterEngines): Promise<void> {
  const dynamo = openDynamo(dynamoDbEndpoint);
  const elasticsearch = openElasticsearch(elasticsearchUrl);
  try {
    await prepareTables(dynamo, Object.values(tablesOf(namespace)));
    await new SearchIndex(elasticsearch, namespace).prepare();
  } finally {
    dynamo.destroy();
    await elasticsearch.close();
  }
}

/** Opens one node of a cluster that was prepared. */
export async function openCluster(options: ClusterOptions): Promise<ClusterPorts> {
  const { redisUrl, dynamoDbEndpoint, elasticsearchUrl, namespace, clock, onError = () => {} } = options;
  const tables = tablesOf(namespace);
  const keys = new Keys(namespace);
  const dynamo = openDynamo(dynamoDbEndpoint);
  const elasticsearch = openElasticsearch(elasticsearchUrl);
  const redis = new RedisCommands(redisUrl, onError);
  const channels = new RedisChannels(redisUrl, onError);
  const replication = new Replication(() => new RedisCommands(redisUrl, onError), keys.replication);

  const parts = { redis, channels, replication, keys, dynamo, tables };
  const { scripts, roomLog, roomEvents } = openLog({ ...options, onError }, parts);
  const feed = new ClusterFeed(redis, channels, keys);
  const presence = new ClusterPresence(redis, channels, keys.presence, clock, onError);
  const userRooms = new UserRooms(dynamo, tables.userRooms.name);
  const readPositions = new ReadPositions(dynamo, tables.readPositions.name);
  const roomStore = new ClusterRoomStore(scripts, userRooms, readPositions);
  const readEpochs = (roomId: string) => roomStore.epochs(roomId);
  const ports: Ports = {
    roomLog,
    roomEvents,
    feed,
    messageStore: new ClusterMessageStore(dynamo, tables.messages.name, readEpochs),
    messageSearch: new ClusterMessageSearch(elasticsearch, new SearchIndex(elasticsearch, namespace), readEpochs),
    roomStore,
    userStore: new ClusterUserStore(dynamo, tables.users.name),
    presence,
    secret: await readSecret(dynamo, tables.deployment.name),
  };
  const disconnect = async () => {
    channels.close();
    replication.close();
    redis.close();
    dynamo.destroy();
    await elasticsearch.close();
  };
  return {
    ports,
    checks: {
      redis: () => probeRedis(redis, keys),
      dynamodb: () => probeDynamo(dynamo, tables.deployment.name),
    },
    async close() {
      await roomEvents.close();
      await presence.close();
      await feed.close();
      await roomLog.close();
      await disconnect();
    },
    async crash() {
      roomEvents.crash();
      await presence.crash();
      await feed.close();
      await disconnect();
    },
  };
}

interface LogParts {
  readonly redis: RedisCommands;
  readonly channels: RedisChannels;
  readonly replication: Replication;
  readonly keys: Keys;
  readonly dynamo: DynamoDBDocumentClient;
  readonly tables: ReturnType<typeof tablesOf>;
}

/** The log, what is behind it in the store, and what brings it back from there. */
function openLog(options: ClusterOptions & { onError: OnError }, parts: LogParts) {
  const { redis, channels, replication, keys, dynamo, tables } = parts;
  const { hotWindow, maxDeliveries, clock, leaseMs = LEASE_MS, sweepMs = SWEEP_MS, onError } = options;
  const stored = new StoredRooms(dynamo, tables.rooms.name);
  const firstResults = new FirstResultRows(dynamo, tables.firstResults.name);
  const recovery = new Recovery(redis, keys, new PartitionEpochs(dynamo, tables.partitions.name));
  const scripts = new RoomScripts(redis, keys, recovery, new Admission(redis, keys, stored));
  const persistence = new Persistence(redis, keys, stored, firstResults, hotWindow);
  const settings = { maxDeliveries, leaseMs, sweepMs, onError };
  return {
    scripts,
    roomLog: new ClusterRoomLog(scripts, new HotWindow(scripts), firstResults, replication, keys, clock),
    roomEvents: new ClusterRoomEvents(redis, channels, replication, keys, persistence, settings),
  };
}
