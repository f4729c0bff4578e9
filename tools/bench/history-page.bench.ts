import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createChat,
  createRoom,
  DEFAULT_LIMITS,
  guestSignIn,
  readTimeline,
  REQUIRED_GROUPS,
  roomSummary,
  sendMessage,
  startConsumers,
  type Chat,
} from '@maru/chat';
import type { Session } from '@maru/domain';
import { openPorts, parseConfig } from '@maru/runtime';
import { sizeOr } from './arguments.ts';
import { percentile, timed } from './percentiles.ts';

const SMALL = 1_000;
const LARGE = sizeOr(1_000_000);
const SENDERS = 256;
const ROUNDS = 4_000;
const PAGE = 50;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function fill(chat: Chat, viewer: Session, messages: number): Promise<string> {
  const roomId = await createRoom(chat, viewer, { members: [] });
  const start = Date.now();
  for (let sent = 0; sent < messages; sent += SENDERS) {
    const texts = Array.from(
      { length: Math.min(SENDERS, messages - sent) },
      (_, i) => `글 ${sent + i}: 마루에서 만나요`,
    );
    await Promise.all(texts.map((text) => sendMessage(chat, viewer, { roomId, clientMessageId: null, text })));
    if ((sent / SENDERS) % 100 === 0)
      say(`  ${sent} of ${messages} sent, ${Math.round((Date.now() - start) / 1_000)} s`);
  }
  return roomId;
}

async function drained(chat: Chat): Promise<void> {
  for (const group of REQUIRED_GROUPS)
    while ((await chat.ports.roomEvents.lag(group)) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** The whole work of a page apart from GraphQL: who may read, where it is, its items. */
async function page(chat: Chat, viewer: Session, roomId: string, before: (last: number) => number): Promise<void> {
  const { room } = await roomSummary(chat, viewer, roomId);
  const { items } = await readTimeline(chat, room, { before: before(room.head.number), limit: PAGE });
  if (items.length !== PAGE) throw new Error(`A page of ${items.length} items.`);
}

/** Reads a room from end to end, so that what is measured is the store, not the disk that it lies on. */
async function warmUp(chat: Chat, viewer: Session, roomId: string): Promise<void> {
  const { room } = await roomSummary(chat, viewer, roomId);
  for (let after = 0; after < room.head.number; after += 200) await readTimeline(chat, room, { after, limit: 200 });
}

async function measure(chat: Chat, viewer: Session, rooms: Readonly<Record<string, string>>) {
  const places: Record<string, (last: number) => number> = {
    first: (last) => last + 1,
    deep: (last) => PAGE + 1 + Math.floor(Math.random() * (last / 2)),
  };
  const samples: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const [place, before] of Object.entries(places))
      for (const [size, roomId] of Object.entries(rooms))
        (samples[`${place} ${size}`] ??= []).push(await timed(() => page(chat, viewer, roomId, before)));
  for (const place of Object.keys(places)) {
    for (const share of [0.5, 0.99]) {
      const [small, large] = ['small', 'large'].map((size) => percentile(samples[`${place} ${size}`] ?? [], share));
      const ratio = ((large ?? NaN) / (small ?? NaN)).toFixed(2);
      say(
        `${place} page, p${share * 100}: ${small?.toFixed(0)} µs of ${SMALL}, ${large?.toFixed(0)} µs of ${LARGE}: ratio ${ratio}`,
      );
    }
  }
}

/** A page of a room with a million messages against one of a room with a thousand, interleaved in one run. */
async function run(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-bench-'));
  const config = parseConfig({ MARU_DATA_DIR: dataDir, MARU_LOG_LEVEL: 'error' });
  const onError = (error: unknown) => say(String(error));
  const opened = await openPorts(config, Date.now, onError);
  const settings = { ...DEFAULT_LIMITS, clock: Date.now, newId: randomUUID };
  const chat = createChat(opened.ports, settings, onError);
  const consumers = await startConsumers(opened.ports, REQUIRED_GROUPS);
  try {
    const viewer = await guestSignIn(chat, 'bench', '지민');
    const small = await fill(chat, viewer, SMALL);
    const large = await fill(chat, viewer, LARGE);
    say('waiting for the consumers');
    await drained(chat);
    say('as it lies on the disk');
    await measure(chat, viewer, { small, large });
    for (const roomId of [small, large]) await warmUp(chat, viewer, roomId);
    say('in memory');
    await measure(chat, viewer, { small, large });
  } finally {
    await consumers.stop();
    await opened.close();
    await rm(dataDir, { recursive: true });
  }
}

await run();
