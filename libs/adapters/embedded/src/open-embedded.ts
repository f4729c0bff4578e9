import type { OpenedPorts, PortSettings } from '@maru/chat';
import { ConsumerLedger } from './consumer-ledger.ts';
import { enterDataFolder, type DataFolder } from './data-folder.ts';
import { openDatabase, type OpenDatabase } from './database.ts';
import { openDeployment, probeWriting } from './deployment.ts';
import { EmbeddedFeed } from './feed.ts';
import { GroupCommit } from './group-commit.ts';
import { LogReader } from './log-reader.ts';
import { LogTrim, prepareTrim } from './log-trim.ts';
import { LogWriter } from './log-writer.ts';
import { embeddedMaintenance } from './maintenance.ts';
import { EmbeddedMessageSearch } from './message-search.ts';
import { EmbeddedMessageStore } from './message-store.ts';
import { EmbeddedPresence } from './presence.ts';
import { EmbeddedRoomEvents } from './room-events.ts';
import { EmbeddedRoomLog } from './room-log.ts';
import { EmbeddedRoomStore } from './room-store.ts';
import { migrate } from './schema.ts';
import { UserRoomRecords } from './user-room-records.ts';
import { EmbeddedUserStore } from './user-store.ts';

export interface EmbeddedOptions extends PortSettings {
  /** Holds everything; made where it does not exist. One process at a time works on it. */
  readonly dataDir: string;
  /** To be said once, at the first opening after the folder was restored from a backup: what was lost is refused from then on. */
  readonly startNewEpoch?: boolean;
}

export interface EmbeddedPorts extends OpenedPorts {
  /** Stops as a crash does: nothing in hand is finished or acknowledged. For tests of what follows. */
  crash(): Promise<void>;
}

/**
 * Opens the adapter set that needs nothing but a folder. Several nodes may be opened on one folder, by one process.
 * @throws Error where another process has the folder open, or a newer version of this program wrote it
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedPorts> {
  const folder = enterDataFolder(options.dataDir);
  try {
    const database = openDatabase(folder.databasePath);
    try {
      return openPorts(options, folder, database);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    folder.leave();
    throw error;
  }
}

function openPorts(options: EmbeddedOptions, folder: DataFolder, database: OpenDatabase): EmbeddedPorts {
  const { durable, relaxed } = database;
  const { hotWindow, maxDeliveries, clock, startNewEpoch = false, onError = () => {} } = options;
  if (startNewEpoch && !folder.isFirst) throw new Error('A new epoch begins before any other node is open.');
  migrate(durable);
  durable.transaction(() => prepareTrim(durable, hotWindow));
  const { epoch, secret } = openDeployment(durable, clock, startNewEpoch);

  const commit = new GroupCommit(durable);
  const reader = new LogReader(durable);
  const writer = new LogWriter(durable, { epoch, hotWindow, clock });
  const ledger = new ConsumerLedger(relaxed, new LogTrim(relaxed, hotWindow));
  const roomEvents = new EmbeddedRoomEvents(ledger, folder.turns, { maxDeliveries, onError });
  const feed = new EmbeddedFeed(folder.feed);
  const presence = new EmbeddedPresence(folder.leases, clock);
  const ports = {
    roomLog: new EmbeddedRoomLog(commit, writer, reader, folder.feed, folder.turns),
    roomEvents,
    feed,
    messageStore: new EmbeddedMessageStore(durable, commit),
    messageSearch: new EmbeddedMessageSearch(relaxed),
    roomStore: new EmbeddedRoomStore(durable, reader, new UserRoomRecords(durable, commit)),
    userStore: new EmbeddedUserStore(durable, commit),
    presence,
    secret,
  };
  const release = () => {
    database.close();
    folder.leave();
  };
  return {
    ports,
    checks: { database: () => commit.write(() => probeWriting(durable)) },
    // The same database.
    searchChecks: {},
    maintenance: embeddedMaintenance(relaxed, ports),
    async close() {
      await roomEvents.close();
      await presence.close();
      await feed.close();
      commit.close();
      try {
        database.checkpoint();
      } finally {
        release();
      }
    },
    async crash() {
      commit.abort();
      roomEvents.crash();
      await presence.crash();
      await feed.close();
      release();
    },
  };
}
