import { expect, it } from 'vitest';
import { Follower } from '../client/follower.ts';
import { cursorOf, guests, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { Writer } from '../client/writer.ts';
import { useServer } from '../topology/use-server.ts';
import { expectNothingLost } from './nothing-is-lost.ts';

const server = useServer({ MARU_HOT_WINDOW: '20000' });
const CROWD = 200;
/** A whole cluster may have to start in it, on a machine that is busy. */
const PATIENCE = { timeout: 40_000 };

it.each(['kill', 'stop'] as const)(
  'a restart (%s) while clients write and read: all of them reconnect and resume without a gap',
  async (end) => {
    const [alice, bob, reader] = await guests(server(), 'alice', 'bob', 'reader');
    const roomId = await startRoom(alice, bob, reader);
    const start = await cursorOf(reader, roomId);
    const word = end === 'kill' ? '정전사고' : '점검시간';
    const writers = [new Writer(alice, roomId, 'socket', word), new Writer(bob, roomId, 'http', word)];
    const followers = Array.from({ length: 5 }, () => new Follower(reader, roomId, start));
    await expect.poll(() => writers.every(({ acknowledged }) => acknowledged.size > 20), PATIENCE).toBe(true);
    await server()[end]();
    await server().start();
    const before = writers.map((writer) => writer.acknowledged.size);
    const flows = () => writers.every((writer, n) => writer.acknowledged.size > (before[n] ?? 0) + 20);
    await expect.poll(flows, PATIENCE).toBe(true);
    await Promise.all(writers.map((writer) => writer.stop()));
    await expectNothingLost({ roomId, reader, writers, followers, word });
    await Promise.all(followers.map((follower) => follower.stop()));
  },
);

it(`F19: ${CROWD} clients reconnect at the same moment, and each resumes without a gap`, async () => {
  const [alice, reader] = await guests(server(), 'alice', 'reader');
  const roomId = await startRoom(alice, reader);
  const start = await cursorOf(reader, roomId);
  const crowd = Array.from({ length: CROWD }, () => new Follower(reader, roomId, start));
  const writer = new Writer(alice, roomId, 'http', '쇄도');
  await expect.poll(() => writer.acknowledged.size, PATIENCE).toBeGreaterThan(50);
  await server().kill();
  await server().start();
  const before = writer.acknowledged.size;
  await expect.poll(() => writer.acknowledged.size, PATIENCE).toBeGreaterThan(before + 20);
  await writer.stop();
  const { unreadCount } = await reader.do(own.chatRoom, { id: roomId });
  for (const follower of crowd) {
    await follower.reach(unreadCount + 1);
    expect(follower.events.map((event) => event.seq)).toEqual(Array.from({ length: unreadCount }, (_, n) => n + 2));
  }
  await Promise.all(crowd.map((follower) => follower.stop()));
});
