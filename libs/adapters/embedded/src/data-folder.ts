import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { ConsumerTurns } from './consumer-turns.ts';
import { FeedHub } from './feed-hub.ts';
import { LeaseTable } from './lease-table.ts';

/** What the nodes of one process that work on the same data folder share: all that is live, and not durable. */
export interface DataFolder {
  readonly databasePath: string;
  readonly feed: FeedHub;
  readonly leases: LeaseTable;
  readonly turns: ConsumerTurns;
  /** Whether no other node was there. */
  readonly isFirst: boolean;
  /** The last node that leaves gives the folder free for other processes. */
  leave(): void;
}

interface OpenFolder {
  readonly folder: Omit<DataFolder, 'leave' | 'isFirst'>;
  readonly unlock: () => void;
  nodes: number;
}

const openFolders = new Map<string, OpenFolder>();

/** @throws Error where another process works on the folder: its live events could not be seen from here */
export function enterDataFolder(dataDir: string): DataFolder {
  mkdirSync(dataDir, { recursive: true });
  const path = realpathSync(dataDir);
  const open = openFolders.get(path) ?? openFolder(path);
  openFolders.set(path, open);
  open.nodes++;
  const leave = () => {
    open.nodes--;
    if (open.nodes > 0) return;
    openFolders.delete(path);
    open.unlock();
  };
  return { ...open.folder, isFirst: open.nodes === 1, leave };
}

function openFolder(path: string): OpenFolder {
  const unlock = lock(path);
  const folder = {
    databasePath: join(path, 'maru.db'),
    feed: new FeedHub(),
    leases: new LeaseTable(),
    turns: new ConsumerTurns(),
  };
  return { folder, unlock, nodes: 0 };
}

/** Holds the folder for this process. The operating system lets go of it when the process ends, however it ends. */
function lock(path: string): () => void {
  const database = new Database(join(path, 'maru.lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new Error(`The data folder ${path} cannot be used: another process has it open, or it is not writable.`, {
      cause: error,
    });
  }
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}
