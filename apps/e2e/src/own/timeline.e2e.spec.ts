import { beforeAll, describe, expect, it } from 'vitest';
import { guests, page, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

/** Most of it has left the hot window. */
const server = useServer({ MARU_HOT_WINDOW: '10' });
const MESSAGES = 450;

let alice: Person;
let bob: Person;
let id: string;
let all: own.TimelineItem[];

beforeAll(async () => {
  [alice, bob] = await guests(server(), 'alice', 'bob');
  id = await startRoom(alice, bob);
  await Promise.all(Array.from({ length: MESSAGES }, (_, n) => send(n % 2 ? alice : bob, id, `m${n}`)));
  all = await wholeTimeline(alice, id);
});

const numbers = (items: readonly own.TimelineItem[]) => items.map((item) => item.number);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const idOf = (number: number) => all[number - 1]?.id ?? '';

describe('timeline', () => {
  it('holds every message and notice once, with dense numbers, seqs and instants that never go back', () => {
    expect(numbers(all)).toEqual(range(1, MESSAGES + 1));
    expect(all[0]).toMatchObject({ __typename: 'RoomNotice', kind: 'ROOM_CREATED', user: { handle: alice.handle } });
    const texts = all.slice(1).map((item) => item.text);
    expect([...texts].sort()).toEqual(Array.from({ length: MESSAGES }, (_, n) => `m${n}`).sort());
    expect(all.map((item) => item.seq)).toEqual(range(1, MESSAGES + 1));
    const instants = all.map((item) => item.createdAt);
    expect(instants).toEqual([...instants].sort());
  });

  it('"from the start": first pages, and "from the end": last ones', async () => {
    expect(numbers(await page(alice, { id, first: 3 }))).toEqual([1, 2, 3]);
    expect(numbers(await page(alice, { id, first: 3, from: 'START' }))).toEqual([1, 2, 3]);
    expect(numbers(await page(alice, { id, last: 3 }))).toEqual(range(MESSAGES - 1, MESSAGES + 1));
    expect(numbers(await page(alice, { id, last: 3, from: 'END' }))).toEqual(range(MESSAGES - 1, MESSAGES + 1));
    expect(await page(alice, { id, first: 3, from: 'END' })).toEqual([]);
    expect(await page(alice, { id, last: 3, from: 'START' })).toEqual([]);
  });

  it('"from a message": both directions, exclusive', async () => {
    expect(numbers(await page(alice, { id, first: 4, after: idOf(200) }))).toEqual(range(201, 204));
    expect(numbers(await page(alice, { id, last: 4, before: idOf(200) }))).toEqual(range(196, 199));
    expect(numbers(await page(alice, { id, first: 4, after: idOf(MESSAGES) }))).toEqual([MESSAGES + 1]);
    expect(await page(alice, { id, last: 4, before: idOf(1) })).toEqual([]);
  });

  it('"both directions": backwards page by page it is the same timeline', async () => {
    const items: own.TimelineItem[] = [];
    for (let hasMore = true; hasMore;) {
      const before = items[0]?.id;
      const { timeline } = await alice.do(own.timeline, { id, last: 100, ...(before !== undefined && { before }) });
      items.unshift(...timeline.edges.map((edge) => edge.node));
      hasMore = timeline.pageInfo.hasPreviousPage;
    }
    expect(items).toEqual(all);
  });

  it('pageInfo says what lies on either side', async () => {
    const info = async (range: Omit<own.TimelinePage, 'id'>) => {
      const { hasPreviousPage, hasNextPage } = (await alice.do(own.timeline, { id, ...range })).timeline.pageInfo;
      return { hasPreviousPage, hasNextPage };
    };
    expect(await info({ first: 10 })).toEqual({ hasPreviousPage: false, hasNextPage: true });
    expect(await info({ last: 10 })).toEqual({ hasPreviousPage: true, hasNextPage: false });
    expect(await info({ first: 10, after: idOf(100) })).toEqual({ hasPreviousPage: true, hasNextPage: true });
    expect(await info({ last: 10, before: idOf(5) })).toEqual({ hasPreviousPage: false, hasNextPage: true });
    const { edges, pageInfo } = (await alice.do(own.timeline, { id, first: 3 })).timeline;
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges.at(-1)?.cursor]);
    expect(edges.map((edge) => edge.cursor)).toEqual(edges.map((edge) => edge.node.id));
  });

  it('"where reading stopped"', async () => {
    await bob.do(own.markRead, { input: { roomId: id, messageId: idOf(300) } });
    expect(numbers(await page(bob, { id, first: 2, from: 'READ_POSITION' }))).toEqual([301, 302]);
    expect(numbers(await page(bob, { id, last: 2, from: 'READ_POSITION' }))).toEqual([299, 300]);
  });

  it('"from an instant": between what was before it, and what was then or later', async () => {
    const at = all[299]?.createdAt ?? '';
    const before = all.filter((item) => item.createdAt < at).length;
    expect(numbers(await page(alice, { id, first: 2, at }))).toEqual(range(before + 1, before + 2));
    expect(numbers(await page(alice, { id, last: 2, at }))).toEqual(range(before - 1, before));
    expect(numbers(await page(alice, { id, first: 2, at: '2000-01-01T00:00:00.000Z' }))).toEqual([1, 2]);
    expect(await page(alice, { id, first: 2, at: '2100-01-01T00:00:00.000Z' })).toEqual([]);
  });

  it('"at most 200 a page"', async () => {
    expect(await page(alice, { id, first: 200 })).toHaveLength(200);
    expect(await alice.refusal(own.timeline, { id, first: 201 })).toBe('BAD_USER_INPUT');
  });

  it('shows what was acknowledged a moment ago', async () => {
    const roomId = await startRoom(alice, bob);
    for (let n = 0; n < 30; n++) {
      const sent = await send(alice, roomId, `m${n}`);
      expect((await page(bob, { id: roomId, last: 1 }))[0]).toEqual(sent);
    }
  });

  it('is the same after a restart', async () => {
    await server().kill();
    await server().start();
    expect(await wholeTimeline(alice, id)).toEqual(all);
  });
});
