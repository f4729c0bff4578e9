import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SqlConnection } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { dataDirForTest } from './testing/data-dir.ts';

/** A table whose rows are checked when a transaction commits: a row without a parent makes the commit fail. */
const SCHEMA = `
  PRAGMA foreign_keys = ON;
  CREATE TABLE parents (id INTEGER PRIMARY KEY);
  CREATE TABLE rows (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED);
`;

async function open() {
  const connection = new SqlConnection(join(await dataDirForTest(), 'test.db'), 'power_loss');
  onTestFinished(() => connection.close());
  connection.exec(SCHEMA);
  const insert = connection.query('INSERT INTO rows (id, parent) VALUES (?, ?)');
  const ids = connection.query<{ id: number }>('SELECT id FROM rows ORDER BY id');
  const transaction = vi.spyOn(connection, 'transaction');
  return {
    connection,
    commit: new GroupCommit(connection),
    insert: (id: number, parent: number | null = null) => insert.run(id, parent),
    ids: () => ids.all().map(({ id }) => id),
    transaction,
  };
}

it('writes what is asked for in one turn with one commit', async () => {
  const { commit, insert, ids, transaction } = await open();
  await Promise.all([1, 2, 3, 4, 5].map((id) => commit.write(() => insert(id))));
  expect(ids()).toEqual([1, 2, 3, 4, 5]);
  expect(transaction).toHaveBeenCalledTimes(1);
});

it('resolves in the order of asking, with what each write returned', async () => {
  const { commit, insert } = await open();
  const resolved: number[] = [];
  const write = async (id: number) => {
    resolved.push(
      await commit.write(() => {
        insert(id);
        return id * 10;
      }),
    );
  };
  await Promise.all([write(1), write(2), write(3)]);
  expect(resolved).toEqual([10, 20, 30]);
});

it('undoes a write that throws, and none of the others', async () => {
  const { commit, insert, ids } = await open();
  const failing = commit.write(() => {
    insert(2);
    throw new Error('changed my mind');
  });
  const outcomes = await Promise.allSettled([commit.write(() => insert(1)), failing, commit.write(() => insert(3))]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(ids()).toEqual([1, 3]);
});

it('rejects the whole group where the commit fails, and leaves nothing of it', async () => {
  const { commit, insert, ids } = await open();
  const outcomes = await Promise.allSettled([commit.write(() => insert(1)), commit.write(() => insert(2, 99))]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(ids()).toEqual([]);
  await commit.write(() => insert(3));
  expect(ids()).toEqual([3]);
});

it('rejects the whole group where SQLite gives up the transaction in the middle', async () => {
  const { connection, commit, insert, ids } = await open();
  connection.exec(
    `CREATE TRIGGER full BEFORE INSERT ON rows WHEN new.id = 2 BEGIN SELECT RAISE(ROLLBACK, 'full'); END`,
  );
  const outcomes = await Promise.allSettled([1, 2, 3].map((id) => commit.write(() => insert(id))));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(ids()).toEqual([]);
  await commit.write(() => insert(4));
  expect(ids()).toEqual([4]);
});

it('writes what waits when it is closed, and refuses what comes later', async () => {
  const { commit, insert, ids } = await open();
  const waiting = commit.write(() => insert(1));
  commit.close();
  await waiting;
  await expect(commit.write(() => insert(2))).rejects.toThrow('closed');
  expect(ids()).toEqual([1]);
});

it('drops what waits when it is aborted', async () => {
  const { commit, insert, ids } = await open();
  const waiting = commit.write(() => insert(1));
  commit.abort();
  await expect(waiting).rejects.toThrow();
  expect(ids()).toEqual([]);
});
