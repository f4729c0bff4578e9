import { describe, expect, it } from 'vitest';
import { historyTexts, invite, leave, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { people } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const two = () => people(server(), 'alice', 'bob');

describe('Rooms: leaveRoom', () => {
  it('"by a former member: true", each time', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    for (const over of ['http', 'socket', 'http'] as const)
      expect(await bob.do(base.leaveRoom, { roomId, userId: bob.handle }, over)).toBe(true);
  });

  it('"also when the room has ended"', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    for (const member of [alice, bob, alice, bob]) expect(await leave(member, roomId)).toBe(true);
  });

  it('"by somebody who never was one: ROOM_NOT_FOUND", also when the room has ended', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice);
    const variables = { roomId, userId: bob.handle };
    expect(await bob.refusal(base.leaveRoom, variables)).toBe('ROOM_NOT_FOUND');
    await leave(alice, roomId);
    expect(await bob.refusal(base.leaveRoom, variables)).toBe('ROOM_NOT_FOUND');
  });

  it('"the last member leaving ends the room"', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    await say(alice, roomId, '마지막 인사');
    await leave(bob, roomId);
    await leave(alice, roomId);
    const userId = alice.handle;
    expect(await alice.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
    expect(await alice.refusal(base.sendMessage, { roomId, userId, content: 'echo' })).toBe('ROOM_NOT_FOUND');
    expect(await alice.refusal(base.joinRoom, { roomId, userId: bob.handle })).toBe('ROOM_NOT_FOUND');
  });

  it('the last two who leave at the same moment end the room, too', async () => {
    const [alice, bob] = await two();
    for (let round = 0; round < 5; round++) {
      const roomId = await openRoom(alice, bob);
      expect(await Promise.all([leave(alice, roomId), leave(bob, roomId)])).toEqual([true, true]);
      expect(await alice.refusal(base.joinRoom, { roomId, userId: alice.handle })).toBe('ROOM_NOT_FOUND');
      expect(await bob.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
    }
  });

  it('whoever left reads, writes, searches and invites there no more', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    await say(alice, roomId, '비밀이야기');
    await leave(bob, roomId);
    const userId = bob.handle;
    expect(await bob.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
    expect(await bob.refusal(base.sendMessage, { roomId, userId, content: 'x' })).toBe('ROOM_NOT_FOUND');
    expect(await bob.refusal(base.sendTyping, { roomId, userId })).toBe('ROOM_NOT_FOUND');
    expect(await bob.refusal(base.joinRoom, { roomId, userId })).toBe('ROOM_NOT_FOUND');
    await expect.poll(() => alice.do(base.search, { keyword: '비밀', userId: alice.handle })).toHaveLength(1);
    expect(await bob.do(base.search, { keyword: '비밀', userId })).toEqual([]);
  });
});

describe('Rooms: "after leaving, nothing of that room reaches the user"', () => {
  it('messages, typing and notices go on without them; their streams stay open', async () => {
    const [alice, bob, carol] = await people(server(), 'alice', 'bob', 'carol');
    const roomId = await openRoom(alice, bob);
    const other = await openRoom(alice, bob);
    const streams = {
      all: await bob.listen(base.messages, { userId: bob.handle }),
      room: bob.socket.subscribe(base.messages, { roomId }),
      rooms: bob.socket.subscribe(base.roomCreated, { userId: bob.handle }),
      typing: bob.socket.subscribe(base.typing, { roomId }),
      notices: await bob.listen(base.system, { input: { roomId } }),
    };
    await leave(bob, roomId);
    await say(alice, roomId, 'he is gone');
    await alice.do(base.sendTyping, { roomId, userId: alice.handle });
    await invite(alice, roomId, carol);
    await leave(carol, roomId);
    await say(alice, other, 'fence');
    await streams.all.first((message) => message.content === 'fence');
    await bob.settle();
    expect(streams.all.events.map((message) => message.content)).toEqual(['fence']);
    expect([streams.room.events, streams.typing.events, streams.rooms.events]).toEqual([[], [], []]);
    const ofOthers = streams.notices.events.filter((notice) => notice.userId !== bob.handle);
    expect(ofOthers.filter((notice) => !notice.content?.includes('생성'))).toEqual([]);
    expect(streams.typing.hasEnded || streams.notices.hasEnded).toBe(false);
  });

  it('"nothing", even when messages flow while they leave', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    const flowing = (async () => {
      for (let n = 0; n < 200; n++) await say(alice, roomId, `m${n}`, 'socket');
    })();
    await heard.waitFor((events) => events.length >= 20);
    await leave(bob, roomId);
    const answered = heard.events.length;
    await flowing;
    const other = await openRoom(alice, bob);
    await say(alice, other, 'fence');
    await heard.first((message) => message.content === 'fence');
    const ofRoom = heard.events.filter((message) => message.roomId === roomId);
    expect(ofRoom.map((message) => message.content)).toEqual(ofRoom.map((_message, n) => `m${n}`));
    // What was already on its way to the socket when the answer was, may still come.
    expect(ofRoom.length).toBeLessThan(answered + 20);
    expect(ofRoom.length).toBeLessThan(200);
  });

  it('"the system and typing subscriptions of a left room speak again after a new invitation"', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const typing = await bob.listen(base.typing, { roomId });
    const notices = await bob.listen(base.system, { input: { roomId } });
    const mine = await bob.listen(base.system, { input: { userId: bob.handle } });
    await leave(bob, roomId);
    await invite(alice, roomId, bob);
    const joined = `유저 ${bob.handle}가 방에 참여했습니다.`;
    for (const stream of [notices, mine]) await stream.first((notice) => notice.content === joined);
    await alice.do(base.sendTyping, { roomId, userId: alice.handle });
    expect(await typing.first()).toMatchObject({ roomId, userId: alice.handle });
  });

  it('a subscription to all rooms hears a room again after a new invitation', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    await leave(bob, roomId);
    await say(alice, roomId, 'missed');
    await invite(alice, roomId, bob);
    await say(alice, roomId, 'heard');
    await heard.first((message) => message.content === 'heard');
    expect(heard.events.map((message) => message.content)).toEqual(['heard']);
    expect(await historyTexts(bob, roomId)).toEqual(['missed', 'heard']);
  });
});
