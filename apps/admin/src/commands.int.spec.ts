import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChat, createRoom, DEFAULT_LIMITS, guestSignIn, searchMessages, sendMessage } from '@maru/chat';
import { openPorts, parseConfig } from '@maru/runtime';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseCommandLine } from './command-line.ts';
import { commands } from './commands.ts';

const WORD = 'harbour';

/** A data folder in which things were said that no consumer has handled yet. */
async function dataFolder() {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-admin-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const config = parseConfig({ MARU_DATA_DIR: dataDir });
  const open = async () => {
    const opened = await openPorts(config, Date.now, () => undefined);
    const settings = { ...DEFAULT_LIMITS, clock: Date.now, newId: randomUUID };
    return { ...opened, close: () => opened.close(), chat: createChat(opened.ports, settings, () => undefined) };
  };
  const { chat, close } = await open();
  const viewer = await guestSignIn(chat, 'session', '지민');
  const roomId = await createRoom(chat, viewer, { members: [] });
  for (const n of [1, 2, 3]) await sendMessage(chat, viewer, { roomId, clientMessageId: null, text: `${WORD} ${n}` });
  await close();
  return { config, open, viewer, roomId };
}

/** Runs a command in this process. @returns what it printed */
async function administer(config: Parameters<(typeof commands)['status']>[0], ...line: readonly string[]) {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    const { name, args } = parseCommandLine(line);
    await commands[name](config, args);
  } finally {
    write.mockRestore();
  }
  return printed;
}

it('status tells what nobody has handled yet', async () => {
  const { config } = await dataFolder();
  const printed = JSON.parse(await administer(config, 'status', '--json')) as unknown;
  expect(printed).toMatchObject({
    logLength: 4,
    groups: [
      { group: 'persist', lag: 4, deadLetters: 0 },
      { group: 'memberships', lag: 4 },
      { group: 'index', lag: 4 },
    ],
  });
  expect(await administer(config, 'status')).toMatch(/^persist +4 +0 +0$/m);
});

it('rebuild-search lets everything be found that was acknowledged', async () => {
  const { config, open, viewer, roomId } = await dataFolder();
  expect(await administer(config, 'rebuild-search')).toContain('The search was rebuilt: 3 messages');
  const { chat, close } = await open();
  const found = await searchMessages(chat, viewer, { text: WORD, roomId, limit: 10 });
  expect(found.hits.map(({ message }) => message.body?.text)).toEqual([3, 2, 1].map((n) => `${WORD} ${n}`));
  await close();
});

it('dead letters are listed, replayed by their id, and handled afterwards', async () => {
  const { config, open } = await dataFolder();
  expect(await administer(config, 'dead-letters', 'list')).toBe('There are no dead letters.\n');
  const { ports, close } = await open();
  const poisoned = await ports.roomEvents.consume('index', async (events) => {
    if (events.some(({ seq }) => seq === 2)) throw new Error('refused for good');
  });
  await vi.waitFor(async () => expect(await ports.roomEvents.deadLetters('index', 9)).toHaveLength(1), {
    timeout: 20_000,
  });
  await poisoned.stop();
  await close();

  const listed = await administer(config, 'dead-letters', 'list', 'index');
  const [, id = ''] = /^index +(\S+) .* 2 +message_posted .*refused for good$/m.exec(listed) ?? [];
  await expect(administer(config, 'dead-letters', 'replay', 'index', 'none')).rejects.toThrow('no dead letter none');
  expect(await administer(config, 'dead-letters', 'replay', 'index', id)).toContain('Handed to index once more: 1.');
  expect(await administer(config, 'dead-letters', 'list')).toBe('There are no dead letters.\n');
  expect(await administer(config, 'dead-letters', 'replay', 'index', '--all')).toContain('once more: 0.');
});

it('says what to do where there is no data folder, or nothing to prepare', async () => {
  const config = parseConfig({ MARU_DATA_DIR: join(tmpdir(), `maru-none-${randomUUID()}`) });
  await expect(administer(config, 'status')).rejects.toThrow('MARU_DATA_DIR');
  expect(await administer(config, 'prepare')).toContain('nothing to prepare');
});
