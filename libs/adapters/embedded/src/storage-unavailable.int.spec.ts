import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SqlConnection } from './database.ts';
import { dataDirForTest } from './testing/data-dir.ts';

const REFUSED = expect.objectContaining({ code: 'UNAVAILABLE', retryable: true }) as unknown;

async function openSmall() {
  const connection = new SqlConnection(join(await dataDirForTest(), 'small.db'), 'process_loss');
  connection.exec('CREATE TABLE notes (text TEXT)');
  connection.exec('PRAGMA max_page_count = 3');
  return connection;
}

const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it('what a full disk refuses may be repeated: the error says so, and keeps its cause; nothing of it is written', async () => {
  const connection = await openSmall();
  const insert = connection.query('INSERT INTO notes VALUES (?)');
  const error = caught(() => connection.transaction(() => insert.run('x'.repeat(100_000))));
  expect(error).toEqual(REFUSED);
  expect(error).toHaveProperty('cause.code', 'SQLITE_FULL');
  connection.exec('PRAGMA max_page_count = 1000');
  expect(connection.query('SELECT * FROM notes').all()).toEqual([]);
  expect(insert.run('y'.repeat(100_000)).changes).toBe(1);
  connection.close();
});

it('a mistake in a statement stays what it is', async () => {
  const connection = await openSmall();
  expect(() => connection.exec('INSERT INTO nowhere VALUES (1)')).toThrow('no such table');
  connection.close();
});
