import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { post } from '@maru/adapters-contract';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SqlConnection } from './database.ts';
import { dataDirForTest, openForTest } from './testing/data-dir.ts';

/** Another process that has the folder open, until it is killed. */
async function occupy(dataDir: string) {
  const script = `
    const Database = require('libsql');
    const lock = new Database(process.argv[1]);
    lock.exec('BEGIN EXCLUSIVE');
    console.log('open');
    setInterval(() => lock, 1000);
  `;
  const child = spawn(process.execPath, ['-e', script, join(dataDir, 'maru.lock')], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

it('is refused while another process has it open, and free again when that is killed', async () => {
  const dataDir = await dataDirForTest();
  const kill = await occupy(dataDir);
  await expect(openForTest(dataDir)).rejects.toThrow('another process has it open');
  await kill();
  const { ports } = await openForTest(dataDir);
  expect(await ports.roomStore.rooms(['room'])).toEqual([]);
});

it('is free for others once its last node has closed', async () => {
  const dataDir = await dataDirForTest();
  const nodes = [await openForTest(dataDir), await openForTest(dataDir)];
  for (const node of nodes) await node.close();
  const kill = await occupy(dataDir);
  await kill();
});

it('is made where it does not exist', async () => {
  const dataDir = join(await dataDirForTest(), 'deep', 'data');
  const { ports } = await openForTest(dataDir);
  expect(ports.secret).toHaveLength(32);
});

it('of the version before is brought to this one, with what waits in it for consumers', async () => {
  const dataDir = await dataDirForTest();
  const before = await openForTest(dataDir);
  await before.ports.roomLog.append(post('from before'));
  await before.close();
  const connection = new SqlConnection(join(dataDir, 'maru.db'), 'power_loss');
  for (const table of ['events', 'failures']) connection.exec(`ALTER TABLE ${table} DROP COLUMN carrier`);
  connection.exec('PRAGMA user_version = 1');
  connection.close();

  const { ports } = await openForTest(dataDir);
  await ports.roomLog.append({ ...post('from now'), carrier: 'a request' });
  const handled: unknown[] = [];
  await ports.roomEvents.consume('persist', async (events, carriers) => {
    handled.push(...events.map((event, index) => ({ ...event, carrier: carriers[index] })));
  });
  await vi.waitFor(() =>
    expect(handled).toMatchObject([
      { body: { text: 'from before' }, carrier: undefined },
      { body: { text: 'from now' }, carrier: 'a request' },
    ]),
  );
});

it('of a newer version is refused, and left as it is', async () => {
  const dataDir = await dataDirForTest();
  const connection = new SqlConnection(join(dataDir, 'maru.db'), 'power_loss');
  connection.exec('PRAGMA user_version = 1000');
  await expect(openForTest(dataDir)).rejects.toThrow('newer version');
  expect(connection.query('SELECT name FROM sqlite_schema').all()).toEqual([]);
  connection.close();
});

it('begins no new epoch while a node is at work on it', async () => {
  const dataDir = await dataDirForTest();
  const node = await openForTest(dataDir);
  await expect(openForTest(dataDir, { startNewEpoch: true })).rejects.toThrow('before any other node');
  await node.close();
  await openForTest(dataDir, { startNewEpoch: true });
});

it('begins another epoch each time it is restored from the same backup', async () => {
  const epochs: number[] = [];
  for (const restoredAt of ['2026-03-01', '2026-04-01', '2026-04-02']) {
    const dataDir = await dataDirForTest();
    await (await openForTest(dataDir, { clock: () => Date.parse('2026-02-01') })).close();
    const { ports } = await openForTest(dataDir, { clock: () => Date.parse(restoredAt), startNewEpoch: true });
    const { events } = await ports.roomLog.append({
      roomId: 'room',
      actorId: 'ann',
      guards: [],
      changes: [{ kind: 'room_ended' }],
    });
    epochs.push(events[0].epoch);
  }
  expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b));
});

it('keeps no timer of this process after it was closed', async () => {
  const dataDir = await dataDirForTest();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate');
  const before = timers();
  const opened = await openForTest(dataDir);
  const { roomEvents, presence, feed } = opened.ports;
  await roomEvents.consume('persist', () => Promise.resolve());
  await presence.connect({ connectionId: 'c', sessionId: 's', userId: 'ann' });
  await presence.watch(() => {});
  await feed.subscribe('typing:room');
  await opened.close();
  expect(timers()).toEqual(before);
});

it('is one complete file after it was closed: it can be copied', async () => {
  const [dataDir, copyDir] = [await dataDirForTest(), await dataDirForTest()];
  const original = await openForTest(dataDir);
  await original.ports.roomLog.append({
    roomId: 'room',
    actorId: 'ann',
    guards: [],
    changes: [{ kind: 'room_ended' }],
  });
  await original.close();
  await copyFile(join(dataDir, 'maru.db'), join(copyDir, 'maru.db'));
  const copy = await openForTest(copyDir);
  expect(await copy.ports.roomLog.tail('room', -1, 10)).toMatchObject([{ seq: 1, kind: 'room_ended' }]);
  expect(copy.ports.secret).toEqual(original.ports.secret);
});
