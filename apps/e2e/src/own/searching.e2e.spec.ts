import { describe, expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer({ MARU_HOT_WINDOW: '10' });
const two = () => guests(server(), 'alice', 'bob');
/** "at the latest 5 s after the acknowledgement" */
const FOUND_WITHIN = { timeout: 5_000 };

type Query = Parameters<typeof search>[1];
const search = async (person: Person, query: { text: string; roomId?: string }) =>
  (await person.do(own.searchMessages, { input: query, first: 50 })).edges.map((edge) => edge.node);
const texts = async (person: Person, query: Query) => (await search(person, query)).map((hit) => hit.message.text);

describe('searchMessages', () => {
  it('answers the messages as they are in the timeline, newest first, with their rooms', async () => {
    const [alice] = await two();
    const rooms = [await startRoom(alice), await startRoom(alice)] as const;
    const sent = [await send(alice, rooms[0], '사과 하나'), await send(alice, rooms[1], '사과 둘')];
    await expect.poll(() => texts(alice, { text: '사과' }), FOUND_WITHIN).toEqual(['사과 둘', '사과 하나']);
    const hits = await search(alice, { text: '사과' });
    expect(hits.map((hit) => hit.message)).toEqual([...sent].reverse());
    expect(hits.map((hit) => hit.room.id)).toEqual([rooms[1], rooms[0]]);
  });

  it('"paging by cursor": page by page it is the whole, once', async () => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    for (let n = 0; n < 25; n++) await send(alice, roomId, `포도 ${n}`);
    const expected = Array.from({ length: 25 }, (_, n) => `포도 ${24 - n}`);
    await expect.poll(() => texts(alice, { text: '포도' }), FOUND_WITHIN).toEqual(expected);
    const seen: (string | null)[] = [];
    let after: string | undefined;
    for (let hasMore = true; hasMore;) {
      const result: own.Connection<own.SearchResult> = await alice.do(own.searchMessages, {
        input: { text: '포도' },
        first: 10,
        ...(after !== undefined && { after }),
      });
      seen.push(...result.edges.map((edge) => edge.node.message.text));
      if (seen.length === 10) await send(alice, roomId, '포도 meanwhile');
      hasMore = result.pageInfo.hasNextPage;
      after = result.pageInfo.endCursor ?? undefined;
    }
    expect(seen).toEqual(expected);
  });

  it.each([
    ['채팅', '오늘 채팅방에서 채팅해요', ['채팅', '채팅']],
    ['meet', 'Meeting at noon', ['Meet']],
    ['ｍｅｅｔ', 'Meeting at noon', ['Meet']],
    ['회의', '😀 회의 😀', ['회의']],
  ])('"highlighting as offsets": %j in %j', async (text, content, expected) => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    await send(alice, roomId, content);
    await expect.poll(() => texts(alice, { text, roomId }), FOUND_WITHIN).toEqual([content]);
    const [hit] = await search(alice, { text, roomId });
    const marked = hit?.highlights.map(({ start, end }) => content.slice(start, end)) ?? [];
    expect(marked.map((part, index) => part.startsWith(expected[index] ?? '?'))).toEqual(expected.map(() => true));
  });

  it('"filter by room"', async () => {
    const [alice] = await two();
    const [first, second] = [await startRoom(alice), await startRoom(alice)];
    await send(alice, first, '참외 여기');
    await send(alice, second, '참외 저기');
    await expect.poll(() => texts(alice, { text: '참외' }), FOUND_WITHIN).toHaveLength(2);
    expect(await texts(alice, { text: '참외', roomId: first })).toEqual(['참외 여기']);
    expect(await texts(alice, { text: '참외', roomId: second })).toEqual(['참외 저기']);
  });

  it('finds nothing of rooms that the viewer is not in, or has left', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    await send(alice, roomId, '수박');
    await expect.poll(() => texts(bob, { text: '수박' }), FOUND_WITHIN).toEqual(['수박']);
    await bob.do(own.leaveChatRoom, { input: { roomId } });
    expect(await texts(bob, { text: '수박' })).toEqual([]);
    expect(await bob.refusal(own.searchMessages, { input: { text: '수박', roomId } })).toBe('ROOM_NOT_FOUND');
  });

  it('a blank text finds nothing', async () => {
    const [alice] = await two();
    for (const text of ['', '  ', '\n']) expect(await search(alice, { text })).toEqual([]);
  });

  it('finds what was said before a restart', async () => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    await send(alice, roomId, '자두나무');
    await server().kill();
    await server().start();
    await expect.poll(() => texts(alice, { text: '자두' }), FOUND_WITHIN).toEqual(['자두나무']);
  });
});
