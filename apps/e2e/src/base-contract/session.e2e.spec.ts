import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { historyTexts, invite, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { letPass } from '../client/clock.ts';
import { freshHandle, people, Person, stranger } from '../client/person.ts';
import { Socket } from '../client/socket.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();

describe('Identity: setUser', () => {
  it('"from then on the session is that user": a socket that was open before is, too', async () => {
    const alice = stranger(server(), 'alice');
    await alice.connect();
    expect(await alice.do(base.setUser, { id: alice.handle })).toBe(true);
    const roomId = await alice.do(base.createRoom, { hostId: alice.handle, participants: [] }, 'socket');
    expect(await alice.do(base.history, { roomId })).toEqual([]);
  });

  it('"whichever was opened first": a socket that is opened later is that user at once', async () => {
    const alice = stranger(server(), 'alice');
    expect(await alice.do(base.setUser, { id: alice.handle })).toBe(true);
    const roomId = await openRoom(alice);
    await alice.connect();
    expect(await say(alice, roomId, 'by socket', 'socket')).toBe(true);
    expect(await historyTexts(alice, roomId)).toEqual(['by socket']);
  });

  it('setUser over the socket binds the session for HTTP', async () => {
    const alice = stranger(server(), 'alice');
    await alice.connect();
    expect(await alice.do(base.setUser, { id: alice.handle }, 'socket')).toBe(true);
    expect(await openRoom(alice)).toEqual(expect.any(String));
  });

  it('"the same key again: true; another id for a key that has one: false", and nothing changes', async () => {
    const [alice] = await people(server(), 'alice');
    const other = freshHandle('other');
    expect(await alice.do(base.setUser, { id: alice.handle })).toBe(true);
    expect(await alice.do(base.setUser, { id: other })).toBe(false);
    expect(await alice.refusal(base.createRoom, { hostId: other, participants: [] })).toBe('FORBIDDEN');
    expect(await new Person(alice.url, other).do(base.setUser, { id: other })).toBe(true);
  });

  it('"an id belongs to one session key": of 40 sessions that race for it, one gets it', async () => {
    const handle = freshHandle('prize');
    const racers = Array.from({ length: 40 }, () => new Person(server().urls[0], handle));
    const won = await Promise.all(racers.map((racer) => racer.do(base.setUser, { id: handle })));
    expect(won.filter(Boolean)).toHaveLength(1);
    const winner = racers[won.indexOf(true)];
    expect(await winner?.do(base.createRoom, { hostId: handle, participants: [] })).toEqual(expect.any(String));
  });

  it('a session that asks for two ids at once gets one of them, and frees the other', async () => {
    const racer = stranger(server(), 'racer');
    const ids = [freshHandle('left'), freshHandle('right')] as const;
    const won = await Promise.all(ids.map((id) => racer.do(base.setUser, { id })));
    expect(won.filter(Boolean)).toHaveLength(1);
    const loser = ids[won.indexOf(false)] ?? '';
    expect(await stranger(server(), 'other').do(base.setUser, { id: loser })).toBe(true);
  });

  it('a session that asks for the same id ten times at once gets it each time', async () => {
    const alice = stranger(server(), 'alice');
    const answers = await Promise.all(Array.from({ length: 10 }, () => alice.do(base.setUser, { id: alice.handle })));
    expect(answers).toEqual(Array.from({ length: 10 }, () => true));
  });

  it.each(['http', 'socket'] as const)('"without a key: UNAUTHENTICATED" (%s)', async (over) => {
    const keyless = new Person(server().urls[0], freshHandle('keyless'), null);
    await keyless.connect();
    expect(await keyless.refusal(base.setUser, { id: keyless.handle }, over)).toBe('UNAUTHENTICATED');
  });
});

describe('Identity: the session', () => {
  it('"a connection_init without any payload is accepted too; such a connection is anonymous"', async () => {
    const socket = await Socket.open(server().urls[0]);
    expect(await socket.answer(base.users, {})).toHaveProperty('data.users');
    const answer = await socket.answer(base.history, { roomId: 'room' });
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    await socket.close();
  });

  it('"after a reconnect the client does not call setUser again": binding and memberships survive a cut socket', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const roomId = await openRoom(alice, bob);
    await bob.socket.cut();
    await bob.connect();
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    await say(alice, roomId, 'welcome back');
    expect(await heard.first()).toMatchObject({ roomId, content: 'welcome back' });
    expect(await historyTexts(bob, roomId)).toEqual(['welcome back']);
  });

  it('a session whose page was closed is the same user when it comes back before anybody took the id', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const roomId = await openRoom(alice, bob);
    await bob.socket.close(1000);
    await say(alice, roomId, 'are you there?');
    await bob.connect();
    expect(await historyTexts(bob, roomId)).toEqual(['are you there?']);
    expect(await say(bob, roomId, 'yes', 'socket')).toBe(true);
  });

  it.each(['kill', 'stop'] as const)(
    '"and restarts of any process": %s, start, and everybody is who they were',
    async (end) => {
      const [alice, bob] = await people(server(), 'alice', 'bob');
      const roomId = await openRoom(alice, bob);
      await server()[end]();
      await server().start();
      expect(await stranger(server(), 'thief').do(base.setUser, { id: bob.handle })).toBe(false);
      await bob.connect();
      const heard = await bob.listen(base.messages, { roomId });
      await say(alice, roomId, 'after the restart');
      await heard.first((event) => event.content === 'after the restart');
    },
  );
});

describe('Identity: before the id is bound', () => {
  const early = async () => {
    const alice = stranger(server(), 'alice');
    await alice.connect();
    return {
      alice,
      messages: alice.socket.subscribe(base.messages, { userId: alice.handle }),
      rooms: alice.socket.subscribe(base.roomCreated, { userId: alice.handle }),
      notices: alice.socket.subscribe(base.system, { input: { userId: alice.handle } }),
    };
  };

  it.concurrent.each([0, 3_500])(
    '"a subscription with a userId waits for the binding": bound after %i ms, it receives',
    async (delay) => {
      const { alice, messages, rooms, notices } = await early();
      const [bob] = await people(server(), 'bob');
      await letPass(delay);
      await alice.do(base.setUser, { id: alice.handle });
      await alice.settle();
      const roomId = await openRoom(bob, alice);
      expect((await rooms.first()).roomId).toBe(roomId);
      await say(bob, roomId, 'hello');
      expect(await messages.first()).toMatchObject({ roomId, content: 'hello' });
      const [carol] = await people(server(), 'carol');
      await invite(alice, roomId, carol);
      await alice.do(base.leaveRoom, { roomId, userId: alice.handle });
      expect(notices.hasEnded).toBe(false);
    },
  );

  it.concurrent('"waits up to 5 s, then ends with UNAUTHENTICATED"', async () => {
    const { messages, rooms, notices } = await early();
    const begun = Date.now();
    for (const stream of [messages, rooms, notices]) expect(await stream.refusalCode()).toBe('UNAUTHENTICATED');
    expect(Date.now() - begun).toBeGreaterThan(4_500);
    expect(Date.now() - begun).toBeLessThan(8_000);
  });

  it.concurrent(
    'a subscription that waited under one id, on a session that got another, ends with FORBIDDEN',
    async () => {
      const { alice, messages, rooms, notices } = await early();
      await alice.do(base.setUser, { id: freshHandle('another') });
      for (const stream of [messages, rooms, notices]) expect(await stream.refusalCode()).toBe('FORBIDDEN');
    },
  );

  it('a subscription without a userId does not wait', async () => {
    const alice = stranger(server(), 'alice');
    await alice.connect();
    const begun = Date.now();
    const refusals = [
      alice.socket.subscribe(base.messages, { roomId: 'room' }),
      alice.socket.subscribe(base.typing, { roomId: 'room' }),
      alice.socket.subscribe(base.system, { input: { roomId: 'room' } }),
    ].map((stream) => stream.refusalCode());
    expect(await Promise.all(refusals)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(Date.now() - begun).toBeLessThan(4_000);
  });

  it.each([
    ['with a key', randomUUID()],
    ['without a key', null],
  ])('"search with a blank keyword is [] for everybody": %s, whatever the other arguments', async (_name, key) => {
    const nobody = new Person(server().urls[0], freshHandle('nobody'), key);
    await nobody.connect();
    for (const over of ['http', 'socket'] as const)
      for (const keyword of ['', '   ', '\t\n', '　'])
        expect(await nobody.do(base.search, { keyword, userId: 'somebody else', limit: 99_999 }, over)).toEqual([]);
  });

  it('"any other operation without identity: UNAUTHENTICATED"; "userPresence and users need none"', async () => {
    const nobody = stranger(server(), 'nobody');
    await nobody.connect();
    const [roomId, userId] = ['room', nobody.handle];
    for (const over of ['http', 'socket'] as const) {
      expect(await nobody.do(base.users, {}, over)).toEqual(expect.any(Array));
      expect(await nobody.refusal(base.history, { roomId }, over)).toBe('UNAUTHENTICATED');
      expect(await nobody.refusal(base.search, { keyword: 'word', userId }, over)).toBe('UNAUTHENTICATED');
      expect(await nobody.refusal(base.createRoom, { hostId: userId, participants: [] }, over)).toBe('UNAUTHENTICATED');
      expect(await nobody.refusal(base.joinRoom, { roomId, userId }, over)).toBe('UNAUTHENTICATED');
      expect(await nobody.refusal(base.leaveRoom, { roomId, userId }, over)).toBe('UNAUTHENTICATED');
      expect(await nobody.refusal(base.sendMessage, { roomId, userId, content: 'x' }, over)).toBe('UNAUTHENTICATED');
      expect(await nobody.refusal(base.sendTyping, { roomId, userId }, over)).toBe('UNAUTHENTICATED');
    }
    expect(await nobody.socket.subscribe(base.userPresence, {}).first()).toEqual(expect.any(Array));
  });
});
