import { beforeAll, describe, expect, it, vi } from 'vitest';
import { invite, leave, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { people, type Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
/** "at the latest 5 s after the acknowledgement" */
const FOUND_WITHIN_MS = 5_000;

const found = async (person: Person, keyword: string, limit?: number) =>
  (await person.do(base.search, { keyword, userId: person.handle, ...(limit && { limit }) })).map(
    (message) => message.content,
  );

describe('Messages: search finds words', () => {
  const texts = [
    '채팅방입니다',
    '오늘 회의는 세시입니다',
    'Hello World, meeting at noon',
    'ＦＵＬＬＷＩＤＴＨ letters',
    '全角ひらがなカタカナ',
    'half ｶﾀｶﾅ',
    'C:\\path "quoted" field:value 100% a*b (x) OR AND NOT NEAR',
    'don’t-stop under_score e-mail@example.com',
  ];
  let alice: Person;
  beforeAll(async () => {
    [alice] = await people(server(), 'alice');
    const roomId = await openRoom(alice);
    for (const text of texts) await say(alice, roomId, text);
    await vi.waitFor(async () => expect(await found(alice, 'score')).toHaveLength(1), { timeout: FOUND_WITHIN_MS });
  });

  it.each([
    ['채팅', 0],
    ['팅방', 0],
    ['방입니', 0],
    ['채팅방입니다', 0],
    ['회의', 1],
    ['오늘', 1],
    ['세시', 1],
    ['회의는 세시', 1],
    ['hello', 2],
    ['HELLO', 2],
    ['ｈｅｌｌｏ', 2],
    ['wor', 2],
    ['meet', 2],
    ['fullwidth', 3],
    ['FULL', 3],
    ['ひらがな', 4],
    ['タカ', 4],
    ['全角', 4],
    ['quoted', 6],
    ['path', 6],
    ['value', 6],
    ['100', 6],
    ['example', 7],
  ] as const)(
    '"any case and width, words and beginnings of words, any substring of Korean and other CJK": %s',
    async (keyword, index) => {
      expect(await found(alice, keyword)).toContain(texts[index]);
    },
  );

  it('half-width kana is found by full-width, and the other way round', async () => {
    expect(await found(alice, 'カタカナ')).toEqual(expect.arrayContaining([texts[4], texts[5]]));
    expect(await found(alice, 'ｶﾀｶﾅ')).toEqual(expect.arrayContaining([texts[4], texts[5]]));
  });

  it.each(['없는말', 'nothing-like-it', '채방', '다입'])('what is not there is not found: %s', async (keyword) => {
    expect(await found(alice, keyword)).toEqual([]);
  });

  it.each([
    '*',
    '"',
    '\\',
    'hel*',
    'field:value',
    '"hello world"',
    'hello OR 채팅',
    'NOT hello',
    'NEAR(hello world)',
    "'; --",
    '(',
    ')',
    '{',
    '/.*/',
    '%',
    '_',
    'hello^2',
    'hello~',
    '+hello',
    '-hello',
    '\u0000',
    'a'.repeat(200),
  ])(
    '"search syntax has no meaning: it is text": %j is answered, and matches as text or not at all',
    async (keyword) => {
      for (const over of ['http', 'socket'] as const)
        expect((await alice.answer(base.search, { keyword, userId: alice.handle }, over)).errors).toBeUndefined();
    },
  );

  it('operators of search languages do not widen a search', async () => {
    expect(await found(alice, 'noon OR 채팅방입니다')).toEqual([]);
    expect(await found(alice, 'hello NOT world')).toEqual([]);
    expect(await found(alice, 'text:hello')).toEqual([]);
  });
});

describe('Messages: search answers', () => {
  it('"newest first, 50 or limit"', async () => {
    const [alice] = await people(server(), 'alice');
    const rooms = [await openRoom(alice), await openRoom(alice)] as const;
    const sent: string[] = [];
    for (let n = 0; n < 60; n++) {
      await say(alice, rooms[n % 2 === 0 ? 0 : 1], `사과 ${n}`, 'socket');
      sent.unshift(`사과 ${n}`);
    }
    await expect.poll(() => found(alice, '사과', 200), { timeout: FOUND_WITHIN_MS }).toEqual(sent);
    expect(await found(alice, '사과')).toEqual(sent.slice(0, 50));
    expect(await found(alice, '사과', 1)).toEqual(sent.slice(0, 1));
  });

  it.each([0, -1, 201, 99_999])('"1 to 200, else BAD_USER_INPUT": %i', async (limit) => {
    const [alice] = await people(server(), 'alice');
    const variables = { keyword: 'word', userId: alice.handle, limit };
    for (const over of ['http', 'socket'] as const)
      expect(await alice.refusal(base.search, variables, over)).toBe('BAD_USER_INPUT');
  });

  it('"a blank keyword is answered before any other check"', async () => {
    const [alice] = await people(server(), 'alice');
    expect(await alice.do(base.search, { keyword: ' ', userId: 'somebody else', limit: -1 })).toEqual([]);
  });

  it('"in the caller\'s present rooms": of nobody else, no more after leaving, again after coming back', async () => {
    const [alice, bob, carol] = await people(server(), 'alice', 'bob', 'carol');
    const roomId = await openRoom(alice, bob);
    await say(alice, roomId, '바나나우유');
    await expect.poll(() => found(bob, '바나나'), { timeout: FOUND_WITHIN_MS }).toEqual(['바나나우유']);
    expect(await found(carol, '바나나')).toEqual([]);
    await leave(bob, roomId);
    expect(await found(bob, '바나나')).toEqual([]);
    await invite(alice, roomId, bob);
    expect(await found(bob, '바나나')).toEqual(['바나나우유']);
  });

  it('"at the latest 5 s after the acknowledgement", while other messages flow', async () => {
    const [alice] = await people(server(), 'alice');
    const roomId = await openRoom(alice);
    await Promise.all(Array.from({ length: 300 }, (_, n) => say(alice, roomId, `소음 ${n}`, 'socket')));
    await say(alice, roomId, '바늘하나');
    await expect.poll(() => found(alice, '바늘'), { timeout: FOUND_WITHIN_MS }).toEqual(['바늘하나']);
  });
});
