import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChat, createRoom, DEFAULT_LIMITS, guestSignIn, sendMessage, type Chat } from '@maru/chat';
import { freePort, startProgram } from '@maru/engines';
import { openPorts, parseConfig, prepareStorage } from '@maru/runtime';
import { sizeOr } from './arguments.ts';
import { withEngines, type ClusterSettings } from './cluster-settings.ts';
import { idOfNow } from './id-of-now.ts';
import { RawDynamoDb } from './raw-dynamodb.ts';
import { RawElasticsearch } from './raw-elasticsearch.ts';
import { Report, say } from './report.ts';

const MESSAGES = sizeOr(20_000);
const ROOMS = 50;
const SENDERS = 256;
const INSTANCES = 2;
const LOOK_EVERY_MS = 50;
/** Requests of the raw loops that are under way at once. */
const RAW_BATCHES = 8;
const RAW_BULKS = 2;
const GROUPS = { persister: ['persist', 'memberships'], indexer: ['index'] } as const;
type App = keyof typeof GROUPS;

const secondsSince = (begun: number) => (performance.now() - begun) / 1_000;

async function fill(chat: Chat): Promise<void> {
  const viewer = await guestSignIn(chat, 'bench', '지민');
  const rooms = await Promise.all(Array.from({ length: ROOMS }, () => createRoom(chat, viewer, { members: [] })));
  let sent = 0;
  const sender = async () => {
    while (sent < MESSAGES) {
      const n = sent++;
      const text = `글 ${n}: 마루에서 만나요, the quick brown fox jumps over ${randomUUID()}`;
      await sendMessage(chat, viewer, { roomId: rooms[n % ROOMS] ?? '', clientMessageId: idOfNow(), text });
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, sender));
  say(`${MESSAGES} messages appended in ${ROOMS} rooms in ${secondsSince(begun).toFixed(1)} s`);
}

/** A consumer service as it is deployed; ends with this process. */
async function startConsumer(app: App, settings: ClusterSettings) {
  const port = await freePort();
  return startProgram({
    name: app,
    command: process.execPath,
    args: ['--no-warnings', join(import.meta.dirname, `../../apps/${app}/dist/main.js`)],
    env: { ...process.env, ...settings, MARU_PORT: String(port), MARU_LOG_LEVEL: 'error' },
    answers: () => fetch(`http://127.0.0.1:${port}/health/live`),
    startSeconds: 60,
  });
}

/** @returns events a second, from the first that is acknowledged: starting the processes takes no part in it */
async function drain({ ports: { roomEvents } }: Chat, app: App, settings: ClusterSettings): Promise<number> {
  const lags = async () => Promise.all(GROUPS[app].map((group) => roomEvents.lag(group)));
  const before = await lags();
  const starting = Promise.all(Array.from({ length: INSTANCES }, () => startConsumer(app, settings)));
  while ((await lags()).every((lag, n) => lag === before[n])) await sleep(LOOK_EVERY_MS);
  const begun = performance.now();
  const left = Math.max(...(await lags()));
  while ((await lags()).some((lag) => lag > 0)) await sleep(LOOK_EVERY_MS);
  const rate = left / secondsSince(begun);
  await Promise.all((await starting).map((consumer) => consumer.stop()));
  return rate;
}

async function rateOf(count: number, write: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await write();
  return count / secondsSince(begun);
}

async function compare(chat: Chat, settings: ClusterSettings, report: Report): Promise<void> {
  const { MARU_NAMESPACE: namespace, DYNAMODB_ENDPOINT: dynamoDb, ELASTICSEARCH_URL: elasticsearch } = settings;
  const [dynamo, elastic] = [new RawDynamoDb(dynamoDb), new RawElasticsearch(elasticsearch)];
  const persisted = await drain(chat, 'persister', settings);
  const items = (await dynamo.allItems(`${namespace}-messages`)).filter((item) => 'item' in item);
  await dynamo.createTable(`${namespace}-raw`);
  const written = await rateOf(items.length, () => dynamo.write(`${namespace}-raw`, items, RAW_BATCHES));
  const indexed = await drain(chat, 'indexer', settings);
  const messages = await elastic.allMessages(`${namespace}-messages`);
  await elastic.createLike(`${namespace}-messages`, `${namespace}-raw`);
  const bulked = await rateOf(messages.length, () => elastic.write(`${namespace}-raw`, messages, RAW_BULKS));

  report.add('messages in DynamoDB', items.length - ROOMS, 'messages');
  report.add('messages in Elasticsearch', messages.length, 'messages');
  report.add(`drained by ${INSTANCES} persisters`, persisted, 'events/s');
  report.add('raw BatchWrite loop, the same items', written, 'items/s');
  report.ratio('persisters against the raw loop', persisted, written);
  report.add(`drained by ${INSTANCES} indexers`, indexed, 'events/s');
  report.add('raw bulk loop, the same documents', bulked, 'documents/s');
  report.ratio('indexers against the raw loop', indexed, bulked);
}

/** How fast a backlog of messages goes from the log into DynamoDB and into Elasticsearch, against raw loops that write the same. */
async function run(): Promise<void> {
  const report = new Report('drain');
  await withEngines(async (settings) => {
    const config = parseConfig(settings);
    await prepareStorage(config);
    const opened = await openPorts(config, Date.now, (error) => say(String(error)));
    const limits = { ...DEFAULT_LIMITS, clock: Date.now, newId: randomUUID };
    const chat = createChat(opened.ports, limits, (error) => say(String(error)));
    try {
      await fill(chat);
      await compare(chat, settings, report);
    } finally {
      await opened.close();
    }
  });
  report.write();
}

await run();
