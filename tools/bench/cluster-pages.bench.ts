import { randomUUID } from 'node:crypto';
import { createChat, createRoom, DEFAULT_LIMITS, guestSignIn, type Ports } from '@maru/chat';
import { encodeItemId, type Message } from '@maru/domain';
import { openPorts, parseConfig, prepareStorage } from '@maru/runtime';
import { sizeOr } from './arguments.ts';
import { withEngines, type ClusterSettings } from './cluster-settings.ts';
import { percentile, timed } from './percentiles.ts';
import { RawDynamoDb } from './raw-dynamodb.ts';
import { RawElasticsearch } from './raw-elasticsearch.ts';
import { Report, say } from './report.ts';

const MESSAGES = sizeOr(100_000);
const BATCH = 1_000;
const ROUNDS = 1_000;
const PAGE = 50;
const HITS = 20;
/** The row that shows that a page's last number has no others. */
const ONE_MORE = 1;
/** As rows are cut into partitions (libs/adapters/cluster, message-rows.ts). */
const BUCKET = 1_000;

/** How many messages there are for each that has the rare word. */
const RARE_EVERY = 1_000;

const PLACES = ['회의실', '도서관', '강의실', '운동장', '미술관', '박물관', '시청역', '공원'];
const VERBS = ['만나요', '기다려요', '모입니다', '쉬어요', '공부해요'];

const sortKey = (number: number) => `${String(number).padStart(16, '0')}#`;

function messageAt(roomId: string, authorId: string, number: number, begun: number): Message {
  const address = { roomId, epoch: 1, seq: number, number };
  const rare = number % RARE_EVERY === 0 ? ' 은하수' : '';
  return {
    kind: 'message',
    id: encodeItemId(address),
    ...address,
    messageCount: number - 1,
    createdAt: begun + number,
    authorId,
    clientMessageId: null,
    body: { text: `${number}번 ${PLACES[number % 8] ?? ''}에서 ${VERBS[number % 5] ?? ''}${rare}` },
    revision: { epoch: 1, seq: number },
    editedAt: null,
  };
}

async function fill({ messageStore, messageSearch }: Ports, roomId: string, authorId: string): Promise<void> {
  const begun = Date.now() - MESSAGES;
  for (let first = 2; first < MESSAGES + 2; first += BATCH) {
    const count = Math.min(BATCH, MESSAGES + 2 - first);
    const batch = Array.from({ length: count }, (_, n) => messageAt(roomId, authorId, first + n, begun));
    await Promise.all([messageStore.put(batch), messageSearch.index(batch)]);
    if ((first - 2) % (BATCH * 50) === 0) say(`  ${first - 2} of ${MESSAGES}`);
  }
}

/** Two ways to the same, in turns. @returns the times of each, in microseconds */
async function inTurns(
  mine: () => Promise<readonly unknown[]>,
  raw: () => Promise<readonly unknown[]>,
  expected: number,
): Promise<readonly [mine: number[], raw: number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, ask] of [mine, raw].entries()) {
      const time = await timed(async () => {
        const { length } = await ask();
        if (length < expected) throw new Error(`${length} instead of ${expected}.`);
      });
      // The first ones warm up.
      if (round >= ROUNDS / 10) times[side]?.push(time);
    }
  }
  return times;
}

function compare(report: Report, what: string, [mine, raw]: readonly [number[], number[]], rawName: string): void {
  for (const share of [0.5, 0.99]) {
    const [own, base] = [percentile(mine, share) / 1_000, percentile(raw, share) / 1_000];
    report.add(`${what}, p${share * 100}`, own, 'ms');
    report.add(`${rawName}, p${share * 100}`, base, 'ms');
    report.ratio(`${what} against ${rawName}, p${share * 100}`, own, base);
  }
}

async function measure(ports: Ports, settings: ClusterSettings, roomId: string, report: Report): Promise<void> {
  const { MARU_NAMESPACE: namespace, DYNAMODB_ENDPOINT: dynamoDb, ELASTICSEARCH_URL: elasticsearch } = settings;
  const [dynamo, elastic] = [new RawDynamoDb(dynamoDb), new RawElasticsearch(elasticsearch)];
  const names = `${namespace}-messages`;
  /** Where a page lies within one partition, as nearly all do. */
  const place = () => {
    const bucket = 1 + Math.floor(Math.random() * (Math.floor(MESSAGES / BUCKET) - 1));
    return { bucket, before: bucket * BUCKET + PAGE + 1 + Math.floor(Math.random() * (BUCKET - PAGE - 1)) };
  };
  const page = await inTurns(
    () => ports.messageStore.page(roomId, { before: place().before, limit: PAGE }),
    () => {
      const { bucket, before } = place();
      return dynamo.queryBelow(names, `${roomId}#${bucket}`, sortKey(before), PAGE + ONE_MORE);
    },
    PAGE,
  );
  compare(report, 'a page of the history', page, 'raw Query');
  const hits = Math.min(HITS, Math.floor(MESSAGES / RARE_EVERY));
  for (const [what, text] of Object.entries({ 'a word of many messages': '회의실', 'a rare word': '은하수' })) {
    const search = await inTurns(
      async () => (await ports.messageSearch.search({ roomIds: [roomId], text, limit: HITS })).hits,
      () => elastic.search(names, roomId, text, HITS + ONE_MORE),
      hits,
    );
    compare(report, `search for ${what}`, search, `raw _search for ${what}`);
  }
}

/** A page of the history and a search in a room of so many messages, against the engines' raw answers. */
async function run(): Promise<void> {
  const report = new Report('cluster-pages');
  await withEngines(async (settings) => {
    const config = parseConfig(settings);
    await prepareStorage(config);
    const opened = await openPorts(config, Date.now, (error) => say(String(error)));
    const limits = { ...DEFAULT_LIMITS, clock: Date.now, newId: randomUUID };
    const chat = createChat(opened.ports, limits, (error) => say(String(error)));
    try {
      const viewer = await guestSignIn(chat, 'bench', '지민');
      const roomId = await createRoom(chat, viewer, { members: [] });
      await fill(opened.ports, roomId, viewer.userId);
      say(`${MESSAGES} messages in one room, ${ROUNDS} rounds`);
      report.add('messages', MESSAGES, 'messages');
      await measure(opened.ports, settings, roomId, report);
    } finally {
      await opened.close();
    }
  });
  report.write();
}

await run();
