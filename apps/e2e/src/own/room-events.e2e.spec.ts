import { describe, expect, it } from 'vitest';
import * as base from '../client/base-operations.ts';
import { cursorOf, guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const HOT_WINDOW = 10;
const server = useServer({ MARU_HOT_WINDOW: String(HOT_WINDOW) });
const two = () => guests(server(), 'alice', 'bob');

const follow = (reader: Person, roomId: string, after: string) =>
  reader.socket.subscribe(own.roomEvents, { roomId, after });

describe('roomEvents', () => {
  it('"first what was missed, then live; each event exactly once, in seq order"', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const cursor = await cursorOf(bob, roomId);
    const sent = [await send(alice, roomId, 'missed 1'), await send(alice, roomId, 'missed 2')];
    const events = follow(bob, roomId, cursor);
    await events.waitFor((seen) => seen.length === 2);
    sent.push(await send(alice, roomId, 'live'));
    await events.waitFor((seen) => seen.length === 3);
    expect(events.events.map((event) => event.message)).toEqual(sent);
    expect(events.events.map((event) => event.cursor)).toEqual(sent.map((message) => message.cursor));
  });

  it('tells what happened to the room: joined, left, with the notice of each', async () => {
    const [alice, bob, carol] = await guests(server(), 'alice', 'bob', 'carol');
    const roomId = await startRoom(alice, bob);
    const events = follow(alice, roomId, await cursorOf(alice, roomId));
    await alice.do(own.inviteToRoom, { input: { roomId, handle: carol.handle } });
    await carol.do(own.leaveChatRoom, { input: { roomId } });
    await events.waitFor((seen) => seen.length === 2);
    const [joined, left] = events.events;
    expect(joined).toMatchObject({ __typename: 'MemberJoined', seq: 2, actor: { handle: alice.handle } });
    expect(joined).toMatchObject({ user: { handle: carol.handle }, notice: { kind: 'MEMBER_JOINED', seq: 2 } });
    expect(left).toMatchObject({ __typename: 'MemberLeft', seq: 3, user: { handle: carol.handle } });
    const notices = (await wholeTimeline(alice, roomId)).slice(1);
    expect(notices.map((item) => item.id)).toEqual([joined?.notice.id, left?.notice.id]);
  });

  it('a cursor from the middle: only what came after it, however often it is asked for', async () => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    const sent: own.ChatMessage[] = [];
    for (let n = 0; n < HOT_WINDOW; n++) sent.push(await send(alice, roomId, `m${n}`));
    const streams = sent.map((message) => follow(alice, roomId, message.cursor));
    const last = await send(alice, roomId, 'last');
    for (const [index, stream] of streams.entries()) {
      await stream.first((event) => event.seq === last.seq);
      expect(stream.events.map((event) => event.seq)).toEqual([...sent.slice(index + 1), last].map(({ seq }) => seq));
    }
  });

  it('"ResyncRequired when the cursor is too old", and the subscription ends after it', async () => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    const cursor = await cursorOf(alice, roomId);
    for (let n = 0; n < 60; n++) await send(alice, roomId, `m${n}`);
    await expect
      .poll(async () => {
        const events = follow(alice, roomId, cursor);
        const { __typename, reason } = await events.first();
        if (__typename !== 'ResyncRequired') return 'replayed';
        expect(await events.ended).toEqual({ kind: 'complete' });
        expect(events.events).toHaveLength(1);
        return reason;
      })
      .toBe('TOO_OLD');
    const fresh = follow(alice, roomId, await cursorOf(alice, roomId));
    const sent = await send(alice, roomId, 'after the resync');
    expect((await fresh.first()).message).toEqual(sent);
  });

  it('"at least" the hot window can be resumed from', async () => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    const sent: own.ChatMessage[] = [];
    for (let n = 0; n < 60; n++) sent.push(await send(alice, roomId, `m${n}`));
    const expected = sent.slice(-HOT_WINDOW);
    const events = follow(alice, roomId, sent.at(-HOT_WINDOW - 1)?.cursor ?? '');
    await events.waitFor((seen) => seen.length === HOT_WINDOW);
    expect(events.events.map((event) => event.message)).toEqual(expected);
  });

  it('"or not contained in the room\'s epochs": a place that does not exist yet', async () => {
    const [alice] = await two();
    const [roomId, longer] = [await startRoom(alice), await startRoom(alice)];
    for (let n = 0; n < 5; n++) await send(alice, longer, `m${n}`);
    const ahead = (await cursorOf(alice, longer)).replace(longer, roomId);
    const events = follow(alice, roomId, ahead);
    expect(await events.first()).toMatchObject({ __typename: 'ResyncRequired', roomId, reason: 'UNKNOWN_POSITION' });
    expect(await events.ended).toEqual({ kind: 'complete' });
  });

  it('a cursor survives a restart', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const { cursor } = await send(alice, roomId, 'seen');
    const missed = await send(alice, roomId, 'missed');
    await server().kill();
    await server().start();
    await bob.connect();
    const events = follow(bob, roomId, cursor);
    expect((await events.first()).message).toEqual(missed);
    const live = await send(alice, roomId, 'live', 'http');
    await events.waitFor((seen) => seen.length === 2);
    expect(events.events.map((event) => event.message)).toEqual([missed, live]);
  });
});

describe('roomEvents: leaving', () => {
  it('ends the subscription in log order: the leaving is the last event, whatever flows', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const [hers, his] = [
      follow(alice, roomId, await cursorOf(alice, roomId)),
      follow(bob, roomId, await cursorOf(bob, roomId)),
    ];
    const flowing = Array.from({ length: 150 }, (_, n) => send(alice, roomId, `m${n}`));
    await Promise.all([...flowing, bob.do(own.leaveChatRoom, { input: { roomId } })]);
    expect(await his.ended).toEqual({ kind: 'complete' });
    await hers.waitFor((seen) => seen.length === 151);
    const left = hers.events.findIndex((event) => event.__typename === 'MemberLeft');
    expect(his.events).toEqual(hers.events.slice(0, left + 1));
  });

  it('who is invited again follows from the joining on', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const before = await cursorOf(bob, roomId);
    await bob.do(own.leaveChatRoom, { input: { roomId } });
    expect(await follow(bob, roomId, before).refusalCode()).toBe('ROOM_NOT_FOUND');
    await alice.do(own.inviteToRoom, { input: { roomId, handle: bob.handle } });
    const events = follow(bob, roomId, await cursorOf(bob, roomId));
    const sent = await send(alice, roomId, 'welcome back');
    expect((await events.first()).message).toEqual(sent);
    expect(await bob.do(base.history, { roomId })).toHaveLength(1);
  });
});
