import { join } from 'node:path';
import type { AppendCommand, EventHandler } from '@maru/chat';
import type { RoomEvent } from '@maru/domain';
import { expect, it, vi } from 'vitest';
import { SqlConnection } from './database.ts';
import { dataDirForTest, openForTest } from './testing/data-dir.ts';

const post = (text: string): AppendCommand => ({
  roomId: 'room',
  actorId: 'ann',
  guards: [],
  changes: [{ kind: 'message_posted', clientMessageId: null, body: { text } }],
});

/** Makes writes to a table end the transaction, as a full disk does, until it is repaired. */
function breakTable(dataDir: string, table: string, operation: 'INSERT' | 'UPDATE') {
  const connection = new SqlConnection(join(dataDir, 'maru.db'), 'process_loss');
  connection.exec(
    `CREATE TRIGGER broken BEFORE ${operation} ON ${table} BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END`,
  );
  return () => {
    connection.exec('DROP TRIGGER broken');
    connection.close();
  };
}

it('a disk that is full: appends are refused and announced to nobody; afterwards they go on without a gap', async () => {
  const dataDir = await dataDirForTest();
  const { ports, checks } = await openForTest(dataDir);
  const heard: RoomEvent[] = [];
  const subscription = await ports.feed.subscribe<`room:${string}`>('room:room');
  void (async () => {
    for await (const item of subscription) if (item.kind === 'payload') heard.push(item.payload);
  })();
  await ports.roomLog.append(post('before'));
  const repair = breakTable(dataDir, 'events', 'INSERT');
  const outcomes = await Promise.allSettled([1, 2, 3].map((n) => ports.roomLog.append(post(`refused ${n}`))));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  repair();
  expect((await ports.roomLog.append(post('after'))).events[0].seq).toBe(2);
  await vi.waitFor(() => expect(heard.map(({ seq }) => seq)).toEqual([1, 2]));
  await expect(checks.database?.()).resolves.toBeUndefined();
});

it('a database that cannot be written: the check says so', async () => {
  const dataDir = await dataDirForTest();
  const { checks } = await openForTest(dataDir);
  const repair = breakTable(dataDir, 'meta', 'INSERT');
  await expect(checks.database?.()).rejects.toThrow('disk full');
  repair();
  await expect(checks.database?.()).resolves.toBeUndefined();
});

it('offsets that cannot be written: consumers report it, try again, and lose nothing', async () => {
  const dataDir = await dataDirForTest();
  const onError = vi.fn();
  const { ports } = await openForTest(dataDir, { onError });
  const handled = new Set<number>();
  const handler: EventHandler = async (events) => {
    for (const { seq } of events) handled.add(seq);
  };
  const repair = breakTable(dataDir, 'consumer_groups', 'UPDATE');
  await ports.roomEvents.consume('persist', handler);
  await ports.roomLog.append(post('hello'));
  await vi.waitFor(() => expect(onError).toHaveBeenCalled());
  repair();
  await vi.waitFor(async () => expect(await ports.roomEvents.lag('persist')).toBe(0), { timeout: 5_000 });
  expect([...handled]).toEqual([1]);
});

it('a handler that fails at everything does not run through the log; what became a dead letter is reported', async () => {
  const dataDir = await dataDirForTest();
  const onError = vi.fn<(error: unknown) => void>();
  const { ports } = await openForTest(dataDir, { onError });
  await Promise.all(Array.from({ length: 1_000 }, (_, n) => ports.roomLog.append(post(`m${n}`))));
  await ports.roomEvents.consume('persist', () => Promise.reject(new Error('out of order')));
  await vi.waitFor(() => expect(onError).toHaveBeenCalled(), { timeout: 10_000 });
  const [letters, lag] = await Promise.all([
    ports.roomEvents.deadLetters('persist', 1_000),
    ports.roomEvents.lag('persist'),
  ]);
  expect(letters.length).toBeGreaterThan(0);
  expect(letters.length).toBeLessThan(500);
  expect(letters.length + lag).toBe(1_000);
  const [error] = onError.mock.calls[0] ?? [];
  expect(String(error)).toContain('out of order');
});
