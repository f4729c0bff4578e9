import { describe, expect, it } from 'vitest';
import { historyTexts, invite, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { people } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const two = () => people(server(), 'alice', 'bob');
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('Messages: sending', () => {
  it.each(['http', 'socket'] as const)(
    '"answers true only once the message is durable": it is in history (%s)',
    async (over) => {
      const [alice] = await two();
      const roomId = await openRoom(alice);
      for (let n = 0; n < 20; n++) {
        expect(await say(alice, roomId, `m${n}`, over)).toBe(true);
        expect((await historyTexts(alice, roomId)).at(-1)).toBe(`m${n}`);
      }
    },
  );

  it.each(['', ' ', '\n\t', '　'])('"blank content: BAD_USER_INPUT, nothing stored": %j', async (content) => {
    const [alice] = await two();
    const roomId = await openRoom(alice);
    for (const over of ['http', 'socket'] as const)
      expect(await alice.refusal(base.sendMessage, { roomId, userId: alice.handle, content }, over)).toBe(
        'BAD_USER_INPUT',
      );
    expect(await historyTexts(alice, roomId)).toEqual([]);
  });

  it('"content over the limit (default 4,000 code points)": 4,000 are stored, 4,001 refused', async () => {
    const [alice] = await two();
    const roomId = await openRoom(alice);
    const longest = '😀'.repeat(4_000);
    for (const over of ['http', 'socket'] as const) {
      const refused = { roomId, userId: alice.handle, content: `${longest}!` };
      expect(await alice.refusal(base.sendMessage, refused, over)).toBe('BAD_USER_INPUT');
      expect(await say(alice, roomId, longest, over)).toBe(true);
    }
    expect(await historyTexts(alice, roomId)).toEqual([longest, longest]);
  });

  it.each([
    '  around  ',
    'two\nlines\r\nthree',
    '한글'.normalize('NFD'),
    '<b>bold</b> &amp; "quoted" \\ $1',
    '👨‍👩‍👧‍👦 ‮rtl‬ \u0000 nul',
  ])('"the content is kept as it was given": %j', async (content) => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const heard = await bob.listen(base.messages, { roomId });
    await say(alice, roomId, content);
    expect((await heard.first()).content).toBe(content);
    expect(await historyTexts(bob, roomId)).toEqual([content]);
  });
});

describe('Messages: the subscription', () => {
  it('"starts at now, includes the caller\'s own messages, and carries createdAt"', async () => {
    const [alice] = await two();
    const roomId = await openRoom(alice);
    await say(alice, roomId, 'before');
    const [byRoom, byUser] = [
      await alice.listen(base.messages, { roomId }),
      await alice.listen(base.messages, { userId: alice.handle }),
    ];
    await say(alice, roomId, 'after');
    for (const stream of [byRoom, byUser]) {
      expect(await stream.first()).toMatchObject({ roomId, userId: alice.handle, content: 'after' });
      expect((await stream.first()).createdAt).toMatch(INSTANT);
    }
  });

  it('"with userId it covers rooms that the user joins later, from the very event of joining"', async () => {
    const [alice, bob] = await two();
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    for (let round = 0; round < 10; round++) {
      const roomId = await openRoom(alice);
      await say(alice, roomId, 'too early');
      await invite(alice, roomId, bob);
      const sent = Array.from({ length: 5 }, (_, n) => `r${round}m${n}`);
      for (const text of sent) await say(alice, roomId, text, 'socket');
      await heard.first((message) => message.content === sent.at(-1));
      const seen = heard.events.filter((message) => message.roomId === roomId).map((message) => message.content);
      expect(seen).toEqual(sent);
    }
  });

  it('"on one socket, roomCreated of a room comes before anything else of it"', async () => {
    const [alice, bob] = await two();
    const rooms = await bob.listen(base.roomCreated, { userId: bob.handle });
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    const notices = await bob.listen(base.system, { input: { userId: bob.handle } });
    for (let round = 0; round < 20; round++) {
      const roomId = round % 2 ? await openRoom(alice, bob) : await openRoom(alice);
      if (round % 2 === 0) await invite(alice, roomId, bob);
      await say(alice, roomId, 'first', 'socket');
      const message = await heard.firstArrival((event) => event.roomId === roomId);
      const room = await rooms.firstArrival((event) => event.roomId === roomId);
      expect(room.order).toBeLessThan(message.order);
      const notice = notices.arrivals.find(({ event }) => event.roomId === roomId);
      if (notice) expect(room.order).toBeLessThan(notice.order);
    }
  });

  it('"exactly one of the two arguments, else BAD_USER_INPUT"', async () => {
    const [alice] = await two();
    const roomId = await openRoom(alice);
    expect(await alice.socket.subscribe(base.messages, {}).refusalCode()).toBe('BAD_USER_INPUT');
    const both = alice.socket.subscribe(base.messages, { roomId, userId: alice.handle });
    expect(await both.refusalCode()).toBe('BAD_USER_INPUT');
  });

  it("only the rooms that were asked for: one room, or the caller's", async () => {
    const [alice, bob] = await two();
    const [carol] = await people(server(), 'carol');
    const [mine, other, hidden] = [
      await openRoom(alice, bob),
      await openRoom(alice, bob),
      await openRoom(alice, carol),
    ];
    const byRoom = await bob.listen(base.messages, { roomId: mine });
    const byUser = await bob.listen(base.messages, { userId: bob.handle });
    await say(alice, hidden, 'hidden');
    await say(alice, other, 'other');
    await say(alice, mine, 'mine');
    await byRoom.first();
    await byUser.waitFor((events) => events.length === 2);
    expect(byRoom.events.map((message) => message.content)).toEqual(['mine']);
    expect(byUser.events.map((message) => message.content).sort()).toEqual(['mine', 'other']);
  });

  it('"every subscriber sees a room\'s messages in the order of its history, each once"', async () => {
    const crowd = await people(server(), 'alice', 'bob', 'carol', 'dave');
    const [alice, ...others] = crowd;
    const roomId = await openRoom(alice, ...others);
    const streams = await Promise.all(
      crowd.flatMap((one) => [
        one.listen(base.messages, { roomId }),
        one.listen(base.messages, { userId: one.handle }),
      ]),
    );
    await Promise.all(
      crowd.map(async (one, who) => {
        for (let n = 0; n < 45; n++) await say(one, roomId, `${who}:${n}`, n % 2 ? 'http' : 'socket');
      }),
    );
    const history = await historyTexts(alice, roomId);
    expect(new Set(history).size).toBe(180);
    for (const stream of streams) {
      await stream.waitFor((events) => events.length >= 180);
      expect(stream.events.map((message) => message.content)).toEqual(history);
    }
  });

  it('"the same instant is used everywhere": createdAt live, in history and in search', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    for (const text of ['순간하나', '순간둘', '순간셋']) await say(alice, roomId, text);
    await heard.waitFor((events) => events.length === 3);
    const live = heard.events;
    expect(live.every((message) => INSTANT.test(message.createdAt ?? ''))).toBe(true);
    expect(await bob.do(base.history, { roomId })).toEqual(live);
    await expect
      .poll(() => bob.do(base.search, { keyword: '순간', userId: bob.handle }), { timeout: 5_000 })
      .toEqual([...live].reverse());
  });
});
