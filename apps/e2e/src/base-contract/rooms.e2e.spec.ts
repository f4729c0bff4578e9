import { describe, expect, it } from 'vitest';
import { historyTexts, invite, leave, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { freshHandle, people, type Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const two = () => people(server(), 'alice', 'bob');
const three = () => people(server(), 'alice', 'bob', 'carol');
const roomsOf = (person: Person) => person.listen(base.roomCreated, { userId: person.handle });

describe('Rooms: createRoom', () => {
  it('"the host is its first member, then the participants as given, distinct"', async () => {
    const [alice, bob, carol] = await three();
    const rooms = await roomsOf(alice);
    const participants = [carol.handle, bob.handle, carol.handle];
    const roomId = await alice.do(base.createRoom, { hostId: alice.handle, participants });
    expect(await rooms.first()).toEqual({ roomId, participants: [alice.handle, carol.handle, bob.handle] });
  });

  it('"the host among them or not"', async () => {
    const [alice, bob] = await two();
    const rooms = await roomsOf(alice);
    const participants = [bob.handle, alice.handle];
    const roomId = await alice.do(base.createRoom, { hostId: alice.handle, participants });
    expect(await rooms.first()).toEqual({ roomId, participants: [alice.handle, bob.handle] });
  });

  it('"none at all allowed"', async () => {
    const [alice] = await two();
    const rooms = await roomsOf(alice);
    const roomId = await openRoom(alice);
    expect(await rooms.first()).toEqual({ roomId, participants: [alice.handle] });
  });

  it.each(['http', 'socket'] as const)(
    '"an id that no session holds or held: BAD_USER_INPUT, no room" (%s)',
    async (over) => {
      const [alice, bob] = await two();
      const rooms = await roomsOf(bob);
      const variables = { hostId: alice.handle, participants: [bob.handle, freshHandle('nobody')] };
      expect(await alice.refusal(base.createRoom, variables, over)).toBe('BAD_USER_INPUT');
      const roomId = await openRoom(alice, bob);
      await rooms.first();
      expect(rooms.events.map((room) => room.roomId)).toEqual([roomId]);
    },
  );

  it('an id that a session held before is accepted: its page was closed, and it comes back', async () => {
    const [alice, bob] = await two();
    await bob.socket.close(1000);
    const roomId = await openRoom(alice, bob);
    await bob.connect();
    expect(await historyTexts(bob, roomId)).toEqual([]);
  });

  it('"room ids cannot be guessed": they have no visible order and many bits', async () => {
    const [alice] = await two();
    const ids = await Promise.all(Array.from({ length: 20 }, () => openRoom(alice)));
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) expect(id).toMatch(/^[\w-]{16,64}$/);
    const samePlaces = [...(ids[0] ?? '')].filter((letter, place) => ids.every((id) => id[place] === letter));
    expect(samePlaces.length).toBeLessThan(8);
  });
});

describe('Rooms: roomCreated', () => {
  it('"reaches every member, the host included, at creation", and nobody else', async () => {
    const [alice, bob, carol] = await three();
    const [hers, his, others] = [await roomsOf(alice), await roomsOf(bob), await roomsOf(carol)];
    const roomId = await openRoom(alice, bob);
    const room = { roomId, participants: [alice.handle, bob.handle] };
    expect([await hers.first(), await his.first()]).toEqual([room, room]);
    await carol.settle();
    expect(others.events).toEqual([]);
  });

  it('"on joinRoom all members, old and new, with the full list"', async () => {
    const [alice, bob, carol] = await three();
    const roomId = await openRoom(alice, bob);
    const streams = [await roomsOf(alice), await roomsOf(bob), await roomsOf(carol)];
    expect(await invite(bob, roomId, carol)).toBe(true);
    const room = { roomId, participants: [alice.handle, bob.handle, carol.handle] };
    for (const stream of streams) expect(await stream.first()).toEqual(room);
  });

  it('"leaving pushes nothing there"', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const [hers, his] = [await roomsOf(alice), await roomsOf(bob)];
    await leave(bob, roomId);
    const next = await openRoom(alice, bob);
    for (const stream of [hers, his]) {
      await stream.first((room) => room.roomId === next);
      expect(stream.events.map((room) => room.roomId)).toEqual([next]);
    }
  });

  it('"joinRoom of somebody who is a member answers true, makes no notice, and pushes roomCreated to that user again"', async () => {
    const [alice, bob, carol] = await three();
    const roomId = await openRoom(alice, bob, carol);
    const [hers, his, third] = [await roomsOf(alice), await roomsOf(bob), await roomsOf(carol)];
    const notices = await alice.listen(base.system, { input: { roomId } });
    expect(await invite(alice, roomId, bob)).toBe(true);
    const participants = [alice.handle, bob.handle, carol.handle];
    expect(await his.first()).toEqual({ roomId, participants });
    await leave(carol, roomId);
    await notices.first((notice) => notice.userId === carol.handle);
    expect(notices.events.filter((notice) => notice.userId === bob.handle)).toEqual([]);
    expect([hers.events, third.events]).toEqual([[], []]);
  });

  it('a member who asks to join gets the room again: "so a client that lost its rooms gets them back"', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const [hers, his] = [await roomsOf(alice), await roomsOf(bob)];
    expect(await invite(bob, roomId, bob)).toBe(true);
    expect(await his.first()).toEqual({ roomId, participants: [alice.handle, bob.handle] });
    await alice.settle();
    expect(hers.events).toEqual([]);
  });

  it('a user with several sockets gets it on each', async () => {
    const [alice, bob] = await two();
    const first = await roomsOf(bob);
    await bob.connect();
    const second = await roomsOf(bob);
    const roomId = await openRoom(alice, bob);
    for (const stream of [first, second]) expect((await stream.first()).roomId).toBe(roomId);
  });
});

describe('Rooms: "joined by invitation"', () => {
  it('whoever is not a member cannot let themselves in, whatever rooms they know of', async () => {
    const [alice, bob, carol] = await three();
    const roomId = await openRoom(alice, bob);
    expect(await carol.refusal(base.joinRoom, { roomId, userId: carol.handle })).toBe('ROOM_NOT_FOUND');
    await leave(bob, roomId);
    expect(await bob.refusal(base.joinRoom, { roomId, userId: bob.handle })).toBe('ROOM_NOT_FOUND');
    expect(await bob.refusal(base.joinRoom, { roomId, userId: carol.handle })).toBe('ROOM_NOT_FOUND');
  });

  it('an id that no session holds or held: BAD_USER_INPUT "(the same for joinRoom)", and no member more', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice);
    expect(await alice.refusal(base.joinRoom, { roomId, userId: freshHandle('nobody') })).toBe('BAD_USER_INPUT');
    const rooms = await roomsOf(alice);
    await invite(alice, roomId, bob);
    expect((await rooms.first()).participants).toEqual([alice.handle, bob.handle]);
  });

  it('participants keep "the order in which they joined", also after somebody left and came back', async () => {
    const [alice, bob, carol] = await three();
    const roomId = await openRoom(alice, bob, carol);
    await leave(bob, roomId);
    const rooms = await roomsOf(alice);
    await invite(alice, roomId, bob);
    expect((await rooms.first()).participants).toEqual([alice.handle, carol.handle, bob.handle]);
  });
});

describe('Rooms: "unknown room, or a room that the caller may not see: one and the same error"', () => {
  it('every operation answers a stranger in a room exactly as in no room', async () => {
    const [alice, bob, carol] = await three();
    const hidden = await openRoom(alice, bob);
    await say(alice, hidden, 'secret');
    const ask = async (roomId: string, over: 'http' | 'socket') => {
      const mine = { roomId, userId: carol.handle };
      return [
        await carol.answer(base.history, { roomId }, over),
        await carol.answer(base.joinRoom, mine, over),
        await carol.answer(base.joinRoom, { roomId, userId: bob.handle }, over),
        await carol.answer(base.leaveRoom, mine, over),
        await carol.answer(base.sendMessage, { ...mine, content: 'let me in' }, over),
        await carol.answer(base.sendTyping, mine, over),
        ...(await Promise.all(
          [
            carol.socket.subscribe(base.messages, { roomId }),
            carol.socket.subscribe(base.system, { input: { roomId } }),
            carol.socket.subscribe(base.typing, { roomId }),
          ].map((stream) => stream.ended),
        )),
      ];
    };
    for (const over of ['http', 'socket'] as const) {
      const answers = await ask(hidden, over);
      expect(answers.every((answer) => JSON.stringify(answer).includes('"ROOM_NOT_FOUND"'))).toBe(true);
      expect(answers).toEqual(await ask(`${hidden.slice(1)}x`, over));
      expect(answers).toEqual(await ask('', over));
      expect(answers).toEqual(await ask('#{}:../%00', over));
    }
    expect(await historyTexts(alice, hidden)).toEqual(['secret']);
  });
});
