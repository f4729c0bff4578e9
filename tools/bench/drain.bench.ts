import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import {
  createChat,
  createRoom,
  DEFAULT_LIMITS,
  guestSignIn,
  sendMessage,
  type Chat,
  type ConsumerGroup,
} from '@maru/chat';
import type { Session } from '@maru/domain';
import { openPorts, parseConfig, prepareStorage } from '@maru/runtime';

const MESSAGES = Number(process.argv[3] ?? 100_000);
const ROOMS = 50;
const SENDERS = 256;
const INSTANCES = 2;
const LOOK_EVERY_MS = 200;
const GROUPS = { persister: ['persist', 'memberships'], indexer: ['index'] } as const;

const say = (line: string) => process.stdout.write(`${line}\n`);
const rate = (count: number, since: number) => Math.round(count / ((Date.now() - since) / 1_000));

/** In the engines that the environment names, under a name of its own. */
const environment = {
  ...process.env,
  MARU_TOPOLOGY: 'cluster',
  MARU_NAMESPACE: `bench-${randomUUID()}`,
  MARU_PORT: '0',
};

async function fill(chat: Chat, viewer: Session): Promise<void> {
  const rooms = await Promise.all(Array.from({ length: ROOMS }, () => createRoom(chat, viewer, { members: [] })));
  const start = Date.now();
  let sent = 0;
  const sender = async () => {
    while (sent < MESSAGES) {
      const n = sent++;
      const text = `글 ${n}: 마루에서 만나요, the quick brown fox jumps over ${randomUUID()}`;
      await sendMessage(chat, viewer, { roomId: rooms[n % ROOMS] ?? '', clientMessageId: randomUUID(), text });
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  say(`${MESSAGES} messages appended in ${ROOMS} rooms: ${rate(MESSAGES, start)}/s`);
}

function startConsumer(app: string): ChildProcess {
  const program = fileURLToPath(new URL(`../../apps/${app}/dist/main.js`, import.meta.url));
  return spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function drain({ ports: { roomEvents } }: Pick<Chat, 'ports'>, app: keyof typeof GROUPS): Promise<void> {
  const lagOf = async (group: ConsumerGroup) => roomEvents.lag(group);
  const consumers = Array.from({ length: INSTANCES }, () => startConsumer(app));
  const start = Date.now();
  for (const group of GROUPS[app]) while ((await lagOf(group)) > 0) await setTimeout(LOOK_EVERY_MS);
  say(`drained by ${INSTANCES} ${app}s, their start included: ${rate(MESSAGES, start)}/s`);
  for (const consumer of consumers) consumer.kill('SIGTERM');
  await Promise.all(consumers.map((consumer) => once(consumer, 'exit')));
}

/** How fast a backlog of messages goes from the log into DynamoDB, and into Elasticsearch. */
async function run(): Promise<void> {
  const config = parseConfig(environment);
  await prepareStorage(config);
  const opened = await openPorts(config, Date.now, (error) => say(String(error)));
  const settings = { ...DEFAULT_LIMITS, clock: Date.now, newId: randomUUID };
  const chat = createChat(opened.ports, settings, (error) => say(String(error)));
  await fill(chat, await guestSignIn(chat, 'bench', '지민'));
  await drain(chat, 'persister');
  await drain(chat, 'indexer');
  await opened.close();
}

await run();
