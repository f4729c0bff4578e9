import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { prepareTables } from './dynamodb-tables.ts';
import { messageTable } from './message-rows.ts';
import { openDynamoForTest } from './testing/dynamodb.ts';
import { userTable } from './user-rows.ts';

it('tables are created once, by whoever comes first', async () => {
  const clients = [openDynamoForTest(), openDynamoForTest(), openDynamoForTest()];
  const tables = [messageTable(`messages-${randomUUID()}`), userTable(`users-${randomUUID()}`)];
  await Promise.all(clients.map((client) => prepareTables(client, tables)));
  await prepareTables(openDynamoForTest(), tables);
});

it('a table with other keys is refused by its name', async () => {
  const name = `users-${randomUUID()}`;
  await prepareTables(openDynamoForTest(), [messageTable(name)]);
  await expect(prepareTables(openDynamoForTest(), [userTable(name)])).rejects.toThrow(
    `The table ${name} has the keys pk, sk`,
  );
});
