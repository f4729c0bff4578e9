import { describe, expect, it } from 'vitest';
import { invite, leave, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { letPass } from '../client/clock.ts';
import { people, type Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const created = (host: Person) => `유저 ${host.handle}가 방을 생성했습니다.`;
const joined = (member: Person) => `유저 ${member.handle}가 방에 참여했습니다.`;
const left = (member: Person) => `유저 ${member.handle}가 방에서 떠났습니다.`;

describe('Rooms: notices on system', () => {
  const server = useServer();
  const three = () => people(server(), 'alice', 'bob', 'carol');

  it('"userId is the user concerned, content a sentence in the server\'s default locale"', async () => {
    const [alice, bob] = await three();
    const mine = await alice.listen(base.system, { input: { userId: alice.handle } });
    const roomId = await openRoom(alice);
    const notices = await alice.listen(base.system, { input: { roomId } });
    await invite(alice, roomId, bob);
    await leave(bob, roomId);
    const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
    expect(await mine.first()).toEqual({ roomId, userId: alice.handle, content: created(alice), createdAt: instant });
    const ofBob = (content: string) => ({ roomId, userId: bob.handle, content, createdAt: instant });
    expect(await notices.first((notice) => notice.content === joined(bob))).toEqual(ofBob(joined(bob)));
    expect(await notices.first((notice) => notice.content === left(bob))).toEqual(ofBob(left(bob)));
  });

  it('a filter by user brings the notices about that user, from all of their rooms, and no others', async () => {
    const [alice, bob, carol] = await three();
    const [first, second] = [await openRoom(alice), await openRoom(carol, alice)];
    const mine = await bob.listen(base.system, { input: { userId: bob.handle } });
    await invite(alice, first, bob);
    await invite(carol, second, bob);
    await leave(alice, first);
    await leave(bob, second);
    await mine.waitFor((notices) => notices.length >= 2);
    await bob.settle();
    const seen = mine.events.map(({ roomId, content }) => ({ roomId, content }));
    expect(seen.slice(0, 2)).toEqual([
      { roomId: first, content: joined(bob) },
      { roomId: second, content: joined(bob) },
    ]);
    expect(mine.events.every((notice) => notice.userId === bob.handle)).toBe(true);
  });

  it('"with both filters, either one matches"', async () => {
    const [alice, bob, carol] = await three();
    const roomId = await openRoom(alice, bob);
    const both = await bob.listen(base.system, { input: { roomId, userId: bob.handle } });
    await invite(alice, roomId, carol);
    const own = await openRoom(bob);
    await both.first((notice) => notice.content === joined(carol));
    await both.first((notice) => notice.roomId === own && notice.content === created(bob));
  });

  it('"only rooms of the caller"', async () => {
    const [alice, bob, carol] = await three();
    const mine = await carol.listen(base.system, { input: { userId: carol.handle } });
    const roomId = await openRoom(alice);
    await invite(alice, roomId, bob);
    const own = await openRoom(carol);
    await mine.first((notice) => notice.roomId === own);
    expect(mine.events.map((notice) => notice.roomId)).toEqual([own]);
    const refused = carol.socket.subscribe(base.system, { input: { roomId } });
    expect(await refused.refusalCode()).toBe('ROOM_NOT_FOUND');
  });

  it('"without any filter: BAD_USER_INPUT"', async () => {
    const [alice] = await three();
    expect(await alice.socket.subscribe(base.system, { input: {} }).refusalCode()).toBe('BAD_USER_INPUT');
  });
});

describe('Rooms: the creation notice', () => {
  const server = useServer();

  /** A room, and who was in it from the beginning, without any subscription yet. */
  const newRoom = async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    return { alice, bob, roomId: await openRoom(alice, bob) };
  };
  const REPLAYED_AFTER_MS = 1_500;
  const KEPT_FOR_MS = 5_000;

  it.concurrent(
    '"a subscriber who arrives within 5 s still gets the creation notice, once, 1.5 s after subscribing"',
    async () => {
      const { alice, bob, roomId } = await newRoom();
      const [byRoom, byUser] = [
        { begun: Date.now(), stream: bob.socket.subscribe(base.system, { input: { roomId } }) },
        { begun: Date.now(), stream: alice.socket.subscribe(base.system, { input: { userId: alice.handle } }) },
      ];
      for (const { begun, stream } of [byRoom, byUser]) {
        const { event, at } = await stream.firstArrival();
        expect(event).toMatchObject({ roomId, userId: alice.handle, content: created(alice) });
        expect(at - begun).toBeGreaterThanOrEqual(REPLAYED_AFTER_MS - 50);
        expect(at - begun).toBeLessThan(REPLAYED_AFTER_MS + 3_000);
      }
      await letPass(REPLAYED_AFTER_MS);
      expect([byRoom.stream.events.length, byUser.stream.events.length]).toEqual([1, 1]);
    },
  );

  it.concurrent(
    '"within 5 s of a room\'s creation": one who arrives after 3 s gets it, one after 5 s does not',
    async () => {
      const { alice, bob, roomId } = await newRoom();
      await letPass(KEPT_FOR_MS - 2_000);
      const inTime = bob.socket.subscribe(base.system, { input: { roomId } });
      await letPass(2_100);
      const late = alice.socket.subscribe(base.system, { input: { roomId } });
      await inTime.first((notice) => notice.content === created(alice));
      await letPass(REPLAYED_AFTER_MS + 500);
      expect(late.events).toEqual([]);
    },
  );

  it.concurrent('"a session that was told once, live …, is not told again on a later subscription"', async () => {
    const [alice] = await people(server(), 'alice');
    const live = await alice.listen(base.system, { input: { userId: alice.handle } });
    const roomId = await openRoom(alice);
    await live.first((notice) => notice.roomId === roomId);
    const again = alice.socket.subscribe(base.system, { input: { roomId } });
    await letPass(REPLAYED_AFTER_MS + 1_000);
    expect(again.events).toEqual([]);
    expect(live.events).toHaveLength(1);
  });

  it.concurrent('"… or replayed, is not told again on a later subscription", on another socket neither', async () => {
    const { alice, bob, roomId } = await newRoom();
    await bob.socket.subscribe(base.system, { input: { roomId } }).first((notice) => notice.content === created(alice));
    const later = bob.socket.subscribe(base.system, { input: { roomId } });
    await bob.connect();
    const elsewhere = bob.socket.subscribe(base.system, { input: { roomId } });
    await letPass(REPLAYED_AFTER_MS + 1_000);
    expect([later.events, elsewhere.events]).toEqual([[], []]);
  });

  it.concurrent(
    '"not told again on a later subscription": of two that wait for the creation, one gets it',
    async () => {
      const { alice, bob, roomId } = await newRoom();
      const both = [1, 2].map(() => bob.socket.subscribe(base.system, { input: { roomId } }));
      await expect
        .poll(() => both.flatMap((stream) => stream.events).map(({ content }) => content))
        .toEqual([created(alice)]);
      await letPass(REPLAYED_AFTER_MS);
      expect(both.flatMap((stream) => stream.events)).toHaveLength(1);
    },
  );

  it.concurrent('what happens in the room meanwhile comes live, before the replayed creation', async () => {
    const { alice, bob, roomId } = await newRoom();
    const notices = bob.socket.subscribe(base.system, { input: { roomId } });
    await bob.settle();
    const [carol] = await people(server(), 'carol');
    await invite(alice, roomId, carol);
    await notices.first((notice) => notice.content === joined(carol));
    await notices.first((notice) => notice.content === created(alice));
    expect(notices.events.map((notice) => notice.content)).toEqual([joined(carol), created(alice)]);
  });

  it.concurrent(
    'notices are not messages: neither history nor search nor a message subscription has them',
    async () => {
      const { alice, bob, roomId } = await newRoom();
      const heard = await bob.listen(base.messages, { roomId });
      const [carol] = await people(server(), 'carol');
      await invite(alice, roomId, carol);
      await leave(carol, roomId);
      await say(alice, roomId, 'only this');
      await heard.first();
      expect(heard.events.map((message) => message.content)).toEqual(['only this']);
      expect(await bob.do(base.history, { roomId })).toHaveLength(1);
      expect(await bob.do(base.search, { keyword: '참여했습니다', userId: bob.handle })).toEqual([]);
    },
  );
});

describe('Rooms: "English by configuration"', () => {
  const server = useServer({ MARU_LOCALE: 'en' });

  it('the notices are English sentences that name the user', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const mine = await alice.listen(base.system, { input: { userId: alice.handle } });
    const roomId = await openRoom(alice);
    const creation = await mine.first();
    const notices = await alice.listen(base.system, { input: { roomId } });
    await invite(alice, roomId, bob);
    await leave(bob, roomId);
    await notices.waitFor((events) => events.length === 2);
    const texts = [creation, ...notices.events].map((notice) => notice.content ?? '');
    expect(texts.map((text) => /created|joined|left/.exec(text)?.[0])).toEqual(['created', 'joined', 'left']);
    expect(texts.map((text) => text.includes(alice.handle) || text.includes(bob.handle))).toEqual([true, true, true]);
  });
});
