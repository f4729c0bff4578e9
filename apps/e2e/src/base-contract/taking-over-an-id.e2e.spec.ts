import { describe, expect, it } from 'vitest';
import { historyTexts, invite, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import * as own from '../client/own-operations.ts';
import { freshHandle, people, Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();

/** Alice and Bob had a room; Bob's page was closed and somebody else took his id. */
async function takenOver() {
  const [alice, bob] = await people(server(), 'alice', 'bob');
  const roomId = await openRoom(alice, bob);
  await say(bob, roomId, 'mine alone');
  const notices = await alice.listen(base.system, { input: { roomId } });
  await bob.socket.close(1000);
  const heir = new Person(bob.url, bob.handle);
  await heir.connect();
  await expect.poll(() => heir.do(base.setUser, { id: bob.handle })).toBe(true);
  const members = await alice.do(own.chatRoom, { id: roomId });
  return { alice, bob, heir, roomId, notices, members };
}

describe('Identity: taking an id over', () => {
  it('"its memberships end, with the usual notices, before the setUser that takes it succeeds"', async () => {
    const { alice, bob, notices, members } = await takenOver();
    expect(members.memberCount).toBe(1);
    const left = await notices.first((notice) => notice.userId === bob.handle);
    expect(left.content).toBe(`유저 ${bob.handle}가 방에서 떠났습니다.`);
    expect(alice.handle).not.toBe(bob.handle);
  });

  it('"inherits nothing": the former holder\'s rooms, messages and memberships are not the next one\'s', async () => {
    const { bob, heir, roomId } = await takenOver();
    const userId = bob.handle;
    expect(await heir.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
    expect(await heir.refusal(base.sendMessage, { roomId, userId, content: 'hi' })).toBe('ROOM_NOT_FOUND');
    expect(await heir.refusal(base.joinRoom, { roomId, userId })).toBe('ROOM_NOT_FOUND');
    expect(await heir.do(base.search, { keyword: 'mine alone', userId })).toEqual([]);
    expect((await heir.do(own.chatRooms, {})).edges).toEqual([]);
  });

  it('"leaveRoom by somebody who never was a member (the next holder of a former member\'s handle included): ROOM_NOT_FOUND"', async () => {
    const { bob, heir, roomId } = await takenOver();
    expect(await heir.refusal(base.leaveRoom, { roomId, userId: bob.handle })).toBe('ROOM_NOT_FOUND');
  });

  it('"the former session becomes anonymous", over HTTP and on a socket that it opens', async () => {
    const { bob, roomId } = await takenOver();
    await bob.connect();
    for (const over of ['http', 'socket'] as const) {
      expect(await bob.refusal(base.history, { roomId }, over)).toBe('UNAUTHENTICATED');
      expect(await bob.refusal(base.createRoom, { hostId: bob.handle, participants: [] }, over)).toBe(
        'UNAUTHENTICATED',
      );
    }
    expect(await bob.do(base.setUser, { id: bob.handle })).toBe(false);
    expect(await bob.do(base.setUser, { id: freshHandle('renamed') })).toBe(true);
  });

  it('the next holder can be invited like anybody, and is a new member', async () => {
    const { alice, heir, roomId, notices } = await takenOver();
    const rooms = await heir.listen(base.roomCreated, { userId: heir.handle });
    expect(await invite(alice, roomId, heir)).toBe(true);
    expect(await rooms.first()).toEqual({ roomId, participants: [alice.handle, heir.handle] });
    await notices.first((notice) => notice.content === `유저 ${heir.handle}가 방에 참여했습니다.`);
    expect(await historyTexts(heir, roomId)).toEqual(['mine alone']);
  });

  it('a room whose only member was replaced has ended', async () => {
    const [bob] = await people(server(), 'bob');
    const roomId = await openRoom(bob);
    await bob.socket.close(1000);
    const heir = new Person(bob.url, bob.handle);
    await expect.poll(() => heir.do(base.setUser, { id: bob.handle })).toBe(true);
    expect(await heir.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
  });

  it('"while it is held, setUser from another key is false", and the holder notices nothing', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const roomId = await openRoom(alice, bob);
    const notices = await alice.listen(base.system, { input: { roomId } });
    const thief = new Person(bob.url, bob.handle);
    expect(await thief.do(base.setUser, { id: bob.handle })).toBe(false);
    expect(await thief.refusal(base.history, { roomId })).toBe('UNAUTHENTICATED');
    expect(await say(bob, roomId, 'still me')).toBe(true);
    await alice.settle();
    expect(notices.events.filter((notice) => notice.userId === bob.handle)).toEqual([]);
  });
});
