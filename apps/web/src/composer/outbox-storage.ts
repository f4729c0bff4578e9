import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Outbox, OutboxChange } from './outbox.ts';

/** Where the unsent messages of one user are kept, for all tabs of the browser, beyond a reload and a crash. */
export interface OutboxStorage {
  read(): Promise<Outbox>;
  /**
   * Changes what is kept in one step, whatever other tabs do at the same time; changes take effect in the order of the calls.
   * @returns what is kept then
   */
  change(change: OutboxChange): Promise<Outbox>;
}

interface Kept extends DBSchema {
  /** By user id. */
  outbox: { key: string; value: Outbox };
}

/** How long a guest's name is held for its session: 30 days. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1_000;

/** Where the browser keeps nothing (a full disk, some embedded frames), messages live as long as the page. */
export function openOutboxStorage(userId: string): OutboxStorage {
  const database = open(userId);
  let known: Outbox = [];
  return {
    async read() {
      try {
        known = (await (await database).get('outbox', userId)) ?? [];
      } catch {
        // What is known is all there is.
      }
      return known;
    },
    async change(change) {
      try {
        known = await changeKept(await database, userId, change);
      } catch {
        known = change(known);
      }
      return known;
    },
  };
}

/** Asynchronous also in refusing: some browsers throw right away. */
async function open(userId: string): Promise<IDBPDatabase<Kept>> {
  const database = await openDB<Kept>('maru', 1, { upgrade: (opened) => void opened.createObjectStore('outbox') });
  await forgetOthers(database, userId);
  return database;
}

/** Nobody comes back for what others wrote before their sessions ended. */
async function forgetOthers(database: IDBPDatabase<Kept>, userId: string): Promise<void> {
  const { store, done } = database.transaction('outbox', 'readwrite');
  for (let user = await store.openCursor(); user; user = await user.continue()) {
    const lastWrittenAt = user.value.at(-1)?.writtenAt ?? 0;
    if (user.key !== userId && lastWrittenAt < Date.now() - SESSION_MS) await user.delete();
  }
  await done;
}

async function changeKept(database: IDBPDatabase<Kept>, userId: string, change: OutboxChange): Promise<Outbox> {
  const { store, done } = database.transaction('outbox', 'readwrite');
  const after = change((await store.get(userId)) ?? []);
  await Promise.all([after.length > 0 ? store.put(after, userId) : store.delete(userId), done]);
  return after;
}
