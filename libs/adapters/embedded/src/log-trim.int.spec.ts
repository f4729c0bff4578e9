import { join } from 'node:path';
import { REQUIRED_GROUPS, type Ports } from '@maru/chat';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SqlConnection } from './database.ts';
import { dataDirForTest, openForTest } from './testing/data-dir.ts';

async function post({ roomLog }: Ports, roomId: string, count: number) {
  const post = { kind: 'message_posted', clientMessageId: null, body: { text: 'hello' } } as const;
  for (let i = 0; i < count; i++) await roomLog.append({ roomId, actorId: 'ann', guards: [], changes: [post] });
}

async function acknowledgeAll({ roomEvents }: Ports) {
  const consumptions = await Promise.all(REQUIRED_GROUPS.map((group) => roomEvents.consume(group, async () => {})));
  for (const group of REQUIRED_GROUPS) await vi.waitFor(async () => expect(await roomEvents.lag(group)).toBe(0));
  for (const consumption of consumptions) await consumption.stop();
}

/** How many events of each room are in the table. */
function eventCounts(dataDir: string): Record<string, number> {
  const connection = new SqlConnection(join(dataDir, 'maru.db'), 'process_loss');
  onTestFinished(() => connection.close());
  const rows = connection
    .query<{ room_id: string; count: number }>('SELECT room_id, count(*) AS count FROM events GROUP BY room_id')
    .all();
  return Object.fromEntries(rows.map((row) => [row.room_id, row.count]));
}

it('keeps exactly the hot window of each room once everything is acknowledged', async () => {
  const dataDir = await dataDirForTest();
  const { ports } = await openForTest(dataDir, { hotWindow: 10 });
  await post(ports, 'busy', 35);
  await post(ports, 'quiet', 4);
  expect(eventCounts(dataDir)).toEqual({ busy: 35, quiet: 4 });
  await acknowledgeAll(ports);
  expect(eventCounts(dataDir)).toEqual({ busy: 10, quiet: 4 });
  await post(ports, 'busy', 5);
  expect(eventCounts(dataDir)).toEqual({ busy: 10, quiet: 4 });
});

it('lets go of what a smaller hot window no longer needs', async () => {
  const dataDir = await dataDirForTest();
  const wide = await openForTest(dataDir, { hotWindow: 30 });
  await post(wide.ports, 'room', 40);
  await acknowledgeAll(wide.ports);
  await wide.close();
  expect(eventCounts(dataDir)).toEqual({ room: 30 });
  const narrow = await openForTest(dataDir, { hotWindow: 5 });
  await post(narrow.ports, 'room', 1);
  await acknowledgeAll(narrow.ports);
  expect(eventCounts(dataDir)).toEqual({ room: 5 });
});
