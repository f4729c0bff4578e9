import type { SqlConnection } from './database.ts';

interface Waiting {
  /** Does the write; its outcome is told by the function that it returns, once that is certain. */
  execute(): () => void;
  reject(reason: unknown): void;
}

/** Bounds how long one transaction holds up everything else. */
const MAX_GROUP = 256;

/**
 * Durable writes that share their commits: what is asked for in one turn goes into one transaction and one fsync.
 *
 * - Each write is all-or-nothing by itself: one that throws undoes nothing of the others.
 * - A promise resolves only after the commit, in the order of asking. Where the commit fails, all of the group reject.
 * - A lone write waits for no timer; under load the groups grow by themselves.
 */
export class GroupCommit {
  readonly #connection: SqlConnection;
  #queue: Waiting[] = [];
  #scheduled = false;
  #closed = false;

  constructor(connection: SqlConnection) {
    this.#connection = connection;
  }

  write<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ execute: () => this.#attempt(work, resolve, reject), reject });
      this.#schedule();
    });
  }

  /** Writes what is waiting, then refuses. */
  close(): void {
    while (this.#queue.length > 0) this.#flush();
    this.#closed = true;
  }

  /** Refuses from now on, what is waiting included. */
  abort(): void {
    this.#closed = true;
    const lost = this.#queue.splice(0);
    for (const write of lost) write.reject(new Error('The store was lost before this was written.'));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length > MAX_GROUP) this.#schedule();
      this.#flush();
    });
  }

  #attempt<T>(work: () => T, resolve: (result: T) => void, reject: (reason: unknown) => void): () => void {
    try {
      const result = this.#connection.nested(work);
      return () => resolve(result);
    } catch (error) {
      if (!this.#connection.inTransaction) throw error;
      return () => reject(error);
    }
  }

  #flush(): void {
    const group = this.#queue.splice(0, MAX_GROUP);
    if (group.length === 0) return;
    try {
      const outcomes = this.#connection.transaction(() => group.map((write) => write.execute()));
      for (const settle of outcomes) settle();
    } catch (error) {
      for (const write of group) write.reject(error);
    }
  }
}
