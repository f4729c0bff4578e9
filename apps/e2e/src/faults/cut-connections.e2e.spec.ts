import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { letPass } from '../client/clock.ts';
import { Follower } from '../client/follower.ts';
import { cursorOf, guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { Person } from '../client/person.ts';
import { Writer } from '../client/writer.ts';
import { startProxy } from '../topology/cutting-proxy.ts';
import { seededRandom } from '../topology/random.ts';
import { useServer } from '../topology/use-server.ts';
import { expectNothingLost } from './nothing-is-lost.ts';

const server = useServer({ MARU_HOT_WINDOW: '20000' });

describe('F14: the socket is cut while sending', () => {
  it('and retried 10 times: the message is there once, whenever the cut came', async () => {
    const random = seededRandom('moments of cutting');
    const [alice] = await guests(server(), 'alice');
    const roomId = await startRoom(alice);
    for (let n = 0; n < 5; n++) {
      const clientMessageId = randomUUID();
      for (let attempt = 0; attempt < 10; attempt++) {
        await alice.connect();
        const sending = send(alice, roomId, `m${n}`, 'socket', clientMessageId).catch(() => undefined);
        await letPass(random() * 5);
        await alice.socket.cut();
        await sending;
      }
      const sent = await send(alice, roomId, `m${n}`, 'http', clientMessageId);
      expect(sent.number).toBe(n + 2);
    }
    const items = await wholeTimeline(alice, roomId);
    expect(items.slice(1).map((item) => item.text)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
  });
});

describe('F22: the line between client and server', () => {
  it('is cut again and again, in the middle of frames: whoever resumes sees everything once', async () => {
    const random = seededRandom('moments of cutting the line');
    const [alice, bob, reader] = await guests(server(), 'alice', 'bob', 'reader');
    const roomId = await startRoom(alice, bob, reader);
    const proxy = await startProxy(server().urls[0]);
    const start = await cursorOf(reader, roomId);
    const remote = new Person(proxy.url, alice.handle, alice.key);
    await remote.connect();
    const word = '가위질';
    const writers = [new Writer(remote, roomId, 'socket', word), new Writer(bob, roomId, 'http', word)];
    const remoteFollower = new Follower(reader, roomId, start, proxy.url);
    const followers = [remoteFollower, new Follower(reader, roomId, start)];
    for (let cut = 0; cut < 10; cut++) {
      const { length } = remoteFollower.events;
      await expect.poll(() => remoteFollower.events.length).toBeGreaterThan(length);
      await letPass(random() * 200);
      proxy.cutAll({ inFrame: cut % 2 === 0 });
    }
    await Promise.all(writers.map((writer) => writer.stop()));
    await expectNothingLost({ roomId, reader, writers, followers, word });
    expect(remoteFollower.connections).toBeGreaterThan(5);
    await Promise.all(followers.map((follower) => follower.stop()));
    await proxy.close();
  });

  it('is slow: everything arrives, late and in order', async () => {
    const [alice, reader] = await guests(server(), 'alice', 'reader');
    const roomId = await startRoom(alice, reader);
    const proxy = await startProxy(server().urls[0], { delayMs: 150 });
    const remote = new Person(proxy.url, reader.handle, reader.key);
    await remote.connect();
    const events = remote.socket.subscribe(own.roomEvents, { roomId, after: await cursorOf(reader, roomId) });
    const sent: own.ChatMessage[] = [];
    for (let n = 0; n < 100; n++) sent.push(await send(alice, roomId, `m${n}`));
    await events.waitFor((seen) => seen.length === 100);
    expect(events.events.map((event) => event.message)).toEqual(sent);
    await proxy.close();
  });
});

describe('F15: a client that was away', () => {
  it('goes on without a gap as long as the hot window holds what it missed', async () => {
    const [alice, reader] = await guests(server(), 'alice', 'reader');
    const roomId = await startRoom(alice, reader);
    const { cursor } = await send(alice, roomId, 'seen');
    const missed = await Promise.all(Array.from({ length: 500 }, (_, n) => send(alice, roomId, `missed ${n}`)));
    const events = reader.socket.subscribe(own.roomEvents, { roomId, after: cursor });
    await events.waitFor((seen) => seen.length === 500);
    expect(events.events.map((event) => event.message)).toEqual(missed.sort((a, b) => a.seq - b.seq));
  });
});
