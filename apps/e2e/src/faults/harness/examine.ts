import { vi } from 'vitest';
import { briefOf, send, wholeTimeline } from '../../client/own-acts.ts';
import type { MessageBrief, TimelineItem } from '../../client/own-operations.ts';
import { Person } from '../../client/person.ts';
import type { Rig, Strike } from './fault.ts';
import type { Load, RoomLoad } from './load.ts';
import { foundIds } from './found-ids.ts';
import { judgeReader } from './judge-reader.ts';
import type { Verdict } from './verdict.ts';

const DRAINED_WITHIN_MS = 90_000;
const RETRIED_ONE_IN = 10;

type RoomVerdict = Omit<Verdict, 'hits' | 'drainedAfterMs'>;

/**
 * The checker, after everybody fell silent: acknowledged is in the room, once; seq goes up by one; all addresses and all readers have the same;
 * and so do the message store and the search index. A retry of what was acknowledged still answers the same message.
 */
export async function examine(load: Load, rig: Rig, strike: Strike): Promise<Verdict> {
  const silentSince = Date.now();
  const rooms = await Promise.all(load.rooms.map((room) => examineRoom(load, room, rig)));
  const drainedAfterMs = Date.now() - silentSince;
  const { drainsWithinMs = DRAINED_WITHIN_MS } = strike;
  const late = drainedAfterMs > drainsWithinMs ? [`Everything was stored after ${drainedAfterMs} ms only.`] : [];
  const longestUntilShownMs = Math.max(...rooms.map((room) => room.longestUntilShownMs));
  if (longestUntilShownMs > (strike.shownWithinMs ?? Infinity))
    late.push(`A message was on all screens after ${longestUntilShownMs} ms only.`);
  const sum = (value: (room: RoomVerdict) => number) => rooms.reduce((total, room) => total + value(room), 0);
  return {
    hits: strike.hits,
    acknowledged: sum((room) => room.acknowledged) + (strike.acknowledged ?? 0),
    lost: sum((room) => room.lost),
    doubled: sum((room) => room.doubled),
    withdrawn: sum((room) => room.withdrawn),
    resyncs: sum((room) => room.resyncs),
    refusals: sum((room) => room.refusals),
    longestUntilShownMs,
    drainedAfterMs,
    problems: [...(strike.problems ?? []), ...late, ...rooms.flatMap((room) => room.problems)],
  };
}

async function examineRoom(load: Load, room: RoomLoad, rig: Rig): Promise<RoomVerdict> {
  const problems: string[] = [];
  const items = await timelineAtAllAddresses(load, room, problems);
  const there = new Set(items.map(asText));
  const acknowledged = room.writers.flatMap((writer) => [...writer.acknowledged.values()]);
  // Another message in its place, with its id, is a loss as well.
  const lost = acknowledged.filter((message) => !there.has(asText(message)));
  const doubled = countDoubled(items);
  const readers = await Promise.all(room.readers.map((reader) => judgeReader(reader, items, room)));
  if (lost.length > 0)
    problems.push(`${room.roomId}: lost ${lost.map(({ seq, text }) => `${seq} (${text})`).join(', ')}`);
  if (doubled > 0) problems.push(`${room.roomId}: ${doubled} messages are there twice.`);
  const base = judgeBaseWriters(room, items);
  for (const writer of room.writers)
    for (const refusal of writer.finalRefusals) problems.push(`${room.roomId}: refused for good: ${refusal.message}`);
  if (lost.length === 0) await problemsOf(problems, () => expectStored(load, room, items, rig));
  await problemsOf(problems, () => expectRetriesAnswered(room, items));
  return {
    acknowledged: acknowledged.length + base.acknowledged,
    lost: lost.length + base.lost,
    doubled: doubled + base.doubled + readers.reduce((sum, reader) => sum + reader.doubled, 0),
    withdrawn: readers.reduce((sum, reader) => sum + reader.withdrawn, 0),
    resyncs: room.readers.reduce((sum, reader) => sum + reader.resyncs, 0),
    refusals: room.writers.reduce((sum, writer) => sum + writer.refusals, 0),
    longestUntilShownMs: Math.max(...readers.map((reader) => reader.longestUntilShownMs)),
    problems: [...problems, ...base.problems, ...readers.flatMap((reader) => reader.problems(rig))],
  };
}

const asText = (item: MessageBrief) => JSON.stringify(briefOf(item));

async function problemsOf(problems: string[], check: () => Promise<void>): Promise<void> {
  await check().catch((error: unknown) => problems.push(error instanceof Error ? error.message : String(error)));
}

async function timelineAtAllAddresses({ server, crowd }: Load, { roomId }: RoomLoad, problems: string[]) {
  const { handle, key } = crowd.reader;
  const all = await Promise.all(server.urls.map((url) => wholeTimeline(new Person(url, handle, key), roomId)));
  const [items = []] = all;
  const text = JSON.stringify(items);
  if (all.some((others) => JSON.stringify(others) !== text))
    problems.push(`${roomId}: addresses tell different timelines.`);
  const isDense = items.every(({ seq, number }, index) => seq === index + 1 && number === index + 1);
  if (!isDense) problems.push(`${roomId}: seqs ${items.map(({ seq }) => seq).join(' ')} are not 1, 2, 3 …`);
  const isOrdered = items.every(({ createdAt }, index) => createdAt >= (items[index - 1]?.createdAt ?? ''));
  if (!isOrdered) problems.push(`${roomId}: an item is older than its predecessor.`);
  return items;
}

function countDoubled(items: readonly TimelineItem[]): number {
  const named = items.filter((item) => item.__typename === 'ChatMessage' && item.clientMessageId !== null);
  return named.length - new Set(named.map(({ author, clientMessageId }) => `${author.id} ${clientMessageId}`)).size;
}

/** Each text of theirs was sent once: it is there at most once, and at least where it was acknowledged. */
function judgeBaseWriters({ roomId, baseWriters }: RoomLoad, items: readonly TimelineItem[]) {
  const texts = items.filter((item) => item.clientMessageId === null && item.text).map((item) => item.text ?? '');
  const there = new Set(texts);
  const acknowledged = baseWriters.flatMap((writer) => writer.acknowledged);
  const lost = acknowledged.filter((text) => !there.has(text));
  const doubled = texts.length - there.size;
  return {
    acknowledged: acknowledged.length,
    lost: lost.length,
    doubled,
    problems: [
      ...lost.map((text) => `${roomId}: lost ${text}, sent by the base contract.`),
      ...(doubled > 0 ? [`${roomId}: ${doubled} messages of the base contract are there twice.`] : []),
    ],
  };
}

/** Messages are found by whoever searches, and lie in the store and in the index: these and, unless something was withdrawn, no others. */
async function expectStored({ crowd }: Load, { roomId, word }: RoomLoad, items: readonly TimelineItem[], rig: Rig) {
  const messages = items.filter((item) => item.__typename === 'ChatMessage').map(({ id }) => id);
  const check = async () => {
    const { store, mayWithdraw = false } = rig;
    if (store) {
      const isThere = mayWithdraw ? expectHas : expectSame;
      isThere(
        `${roomId}: message store`,
        await store.storedIds(roomId),
        items.map(({ id }) => id),
      );
      isThere(`${roomId}: search index`, await store.indexedIds(roomId), messages);
    }
    expectSame(`${roomId}: search`, new Set(await foundIds(crowd.reader, word, roomId)), messages);
  };
  await vi.waitFor(check, { timeout: DRAINED_WITHIN_MS, interval: 100 });
}

function expectHas(where: string, has: ReadonlySet<string>, wanted: readonly string[]): void {
  const missing = wanted.filter((id) => !has.has(id));
  if (missing.length > 0) throw new Error(`${where} lacks ${missing.length} of ${wanted.length}.`);
}

function expectSame(where: string, has: ReadonlySet<string>, wanted: readonly string[]): void {
  expectHas(where, has, wanted);
  if (has.size !== wanted.length) throw new Error(`${where} has ${has.size - wanted.length} too many.`);
}

async function expectRetriesAnswered({ roomId, writers }: RoomLoad, items: readonly TimelineItem[]): Promise<void> {
  const ids = new Set(items.map(({ id }) => id));
  for (const { person, acknowledged } of writers)
    for (const [clientMessageId, message] of [...acknowledged].filter(
      (_entry, index) => index % RETRIED_ONE_IN === 0,
    )) {
      if (!ids.has(message.id)) continue;
      const again = await send(person, roomId, message.text ?? '', 'http', clientMessageId);
      if (again.id !== message.id)
        throw new Error(`${roomId}: a retry of ${message.seq} was answered with ${again.seq}.`);
    }
}
