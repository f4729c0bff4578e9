import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OpenedPorts, PortSettings, Ports } from '@maru/chat';
import { Admission } from './admission.ts';
import { openConnections, type ClusterEngines, type Connections } from './connections.ts';
import { readSecret } from './deployment.ts';
import { orUnavailable } from './elasticsearch-client.ts';
import { ClusterFeed } from './feed.ts';
import { FirstResultRows } from './first-result-rows.ts';
import { HotWindow } from './hot-window.ts';
import { Keys } from './keys.ts';
import { LogCapacity } from './log-capacity.ts';
import { LogEnds } from './log-ends.ts';
import { clusterMaintenance } from './maintenance.ts';
import { ClusterMessageSearch } from './message-search.ts';
import { ClusterMessageStore } from './message-store.ts';
import { orNotReady } from './not-ready.ts';
import { PartitionEpochs } from './partition-epochs.ts';
import { Persistence } from './persistence.ts';
import { ClusterPresence } from './presence.ts';
import { probeDynamo, probeRedis } from './probes.ts';
import { ReadPositions } from './read-positions.ts';
import { Recovery } from './recovery.ts';
import { ClusterRoomEvents } from './room-events.ts';
import { ClusterRoomLog } from './room-log.ts';
import { RoomScripts } from './room-scripts.ts';
import { ClusterRoomStore } from './room-store.ts';
import { SearchIndex } from './search-index.ts';
import { StoredRooms } from './stored-rooms.ts';
import { tablesOf } from './tables.ts';
import { UserRooms } from './user-rooms.ts';
import { ClusterUserStore } from './user-store.ts';

type Tables = ReturnType<typeof tablesOf>;
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

/**
 * Opens one node of a cluster.
 * @throws StorageNotReady where it was not prepared, or DynamoDB is away; the others are waited for when they are needed
 */
export async function openCluster(options: ClusterOptions): Promise<ClusterPorts> {
  const { namespace, clock, onError = () => {} } = options;
  const tables = tablesOf(namespace);
  const keys = new Keys(namespace);
  const connections = openConnections(options, keys, onError);
  const { redis, channels, dynamo, elasticsearch, disconnect } = connections;
  const secret = await orNotReady('dynamodb', readSecret(dynamo, tables.deployment.name)).catch(
    async (error: unknown) => {
      await disconnect();
      throw error;
    },
  );
  const { scripts, roomLog, roomEvents } = openLog({ ...options, onError }, { ...connections, keys, tables });
  const feed = new ClusterFeed(redis, channels, keys);
  const presence = new ClusterPresence(redis, channels, keys.presence, clock, onError);
  const roomStore = openRoomStore(scripts, dynamo, tables);
  const readEpochs = (roomId: string) => roomStore.epochs(roomId);
  const index = new SearchIndex(elasticsearch, namespace);
  const search = new ClusterMessageSearch(elasticsearch, index, readEpochs);
  const ports: Ports = {
    roomLog,
    roomEvents,
    feed,
    messageStore: new ClusterMessageStore(dynamo, tables.messages.name, readEpochs),
    messageSearch: search,
    roomStore,
    userStore: new ClusterUserStore(dynamo, tables.users.name),
    presence,
    secret,
  };
  return {
    ports,
    checks: {
      redis: () => probeRedis(redis, keys),
      dynamodb: () => probeDynamo(dynamo, tables.deployment.name),
    },
    searchChecks: { elasticsearch: () => orUnavailable(index.check()) },
    maintenance: clusterMaintenance({
      dynamo,
      messageTable: tables.messages.name,
      readEpochs,
      index,
      search,
      logEnds: new LogEnds(redis, keys),
    }),
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

function openRoomStore(scripts: RoomScripts, dynamo: DynamoDBDocumentClient, tables: Tables): ClusterRoomStore {
  const userRooms = new UserRooms(dynamo, tables.userRooms.name);
  return new ClusterRoomStore(scripts, userRooms, new ReadPositions(dynamo, tables.readPositions.name));
}

interface LogParts extends Pick<Connections, 'redis' | 'channels' | 'replication' | 'dynamo'> {
  readonly keys: Keys;
  readonly tables: Tables;
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
    roomLog: new ClusterRoomLog(
      scripts,
      new HotWindow(scripts),
      firstResults,
      replication,
      new LogCapacity(redis),
      keys,
      clock,
    ),
    roomEvents: new ClusterRoomEvents(redis, channels, replication, keys, persistence, settings),
  };
}
