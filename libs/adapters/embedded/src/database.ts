import Database from 'libsql';
import { asUnavailable } from './storage-unavailable.ts';

/** A prepared statement. The shape of its rows is the statement's own promise: TypeScript cannot see into SQL. */
export interface Query<Row> {
  get(...parameters: readonly SqlValue[]): Row | undefined;
  all(...parameters: readonly SqlValue[]): Row[];
  run(...parameters: readonly SqlValue[]): { readonly changes: number };
}

export type SqlValue = string | number | null;

/**
 * What a commit survives. `power_loss`: everything, at the price of an fsync. `process_loss`: a crash of the process;
 * after a power failure such commits are missing from some point on, never in the middle, and never before a commit
 * that was synchronised after them.
 */
export type Durability = 'power_loss' | 'process_loss';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * One connection to the database file. Everything on it is synchronous: a transaction never spans two turns.
 * While the disk is full or fails, everything throws ChatError UNAVAILABLE (retryable).
 */
export class SqlConnection {
  readonly #database: Database.Database;

  constructor(path: string, durability: Durability) {
    this.#database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    this.#database.exec('PRAGMA journal_mode = WAL');
    this.#database.exec(`PRAGMA synchronous = ${durability === 'power_loss' ? 'FULL' : 'NORMAL'}`);
    this.#database.exec('PRAGMA cache_size = -16000');
    // What the cache does not hold is read from memory that the system shares with the file: deep pages cost what first ones do.
    this.#database.exec('PRAGMA mmap_size = 2147418112');
  }

  query<Row>(sql: string): Query<Row> {
    const statement = orUnavailable(() => this.#database.prepare(sql)) as Query<Row>;
    return {
      get: (...parameters) => orUnavailable(() => statement.get(...parameters)),
      all: (...parameters) => orUnavailable(() => statement.all(...parameters)),
      run: (...parameters) => orUnavailable(() => statement.run(...parameters)),
    };
  }

  exec(sql: string): void {
    orUnavailable(() => this.#database.exec(sql));
  }

  /** Runs `work` in one transaction: all of it is committed, or none. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.inTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  /** Runs `work` inside a transaction so that its failure undoes nothing else. */
  nested<T>(work: () => T): T {
    this.exec('SAVEPOINT nested');
    try {
      const result = work();
      this.exec('RELEASE nested');
      return result;
    } catch (error) {
      if (this.inTransaction) this.exec('ROLLBACK TO nested; RELEASE nested');
      throw error;
    }
  }

  /** False after errors with which SQLite ends a transaction by itself (disk full, I/O): it is undone then. */
  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  close(): void {
    this.#database.close();
  }
}

function orUnavailable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** The connections of one node. */
export interface OpenDatabase {
  /** For what was promised to somebody: its commits survive a power failure. */
  readonly durable: SqlConnection;
  /** For what can be made again from the log: offsets of consumers, and what they derive. Its commits cost no fsync. */
  readonly relaxed: SqlConnection;
  /** Brings everything into the one file, so that it can be copied. */
  checkpoint(): void;
  close(): void;
}

export function openDatabase(path: string): OpenDatabase {
  const durable = new SqlConnection(path, 'power_loss');
  const relaxed = new SqlConnection(path, 'process_loss');
  return {
    durable,
    relaxed,
    // Not left to SQLite: prepared statements keep a connection open until they are garbage.
    checkpoint: () => durable.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    close: () => {
      relaxed.close();
      durable.close();
    },
  };
}
