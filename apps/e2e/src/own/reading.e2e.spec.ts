import { describe, expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer({ MARU_HOT_WINDOW: '10' });
const two = () => guests(server(), 'alice', 'bob');
const unreadIn = (update: own.InboxUpdate, roomId: string) =>
  update.rooms.find(({ room }) => room.id === roomId)?.room.unreadCount;

describe('markRead', () => {
  it('moves the read position to a message, and answers what is left', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const sent: own.ChatMessage[] = [];
    for (let n = 0; n < 5; n++) sent.push(await send(alice, roomId, `m${n}`));
    const third = sent[2];
    const read = await bob.do(own.markRead, { input: { roomId, messageId: third?.id ?? '' } });
    expect(read).toEqual({ roomId, readNumber: third?.number, unreadCount: 2 });
    expect(await bob.do(own.chatRoom, { id: roomId })).toMatchObject({ readNumber: third?.number, unreadCount: 2 });
    expect((await alice.do(own.chatRoom, { id: roomId })).unreadCount).toBe(5);
  });

  it('"only forward": an older message, and a repetition, change nothing', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const older = await send(alice, roomId, 'older');
    const newer = await send(alice, roomId, 'newer');
    const expected = { roomId, readNumber: newer.number, unreadCount: 0 };
    for (const message of [newer, older, newer, older])
      expect(await bob.do(own.markRead, { input: { roomId, messageId: message.id } })).toEqual(expected);
  });

  it('reads up to a notice, too', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice);
    await alice.do(own.inviteToRoom, { input: { roomId, handle: bob.handle } });
    const [, joined] = (await alice.do(own.timeline, { id: roomId, first: 2 })).timeline.edges;
    const read = await alice.do(own.markRead, { input: { roomId, messageId: joined?.node.id ?? '' } });
    expect(read).toEqual({ roomId, readNumber: 2, unreadCount: 0 });
  });

  it('"unread counts follow on all sessions of the user": two tabs of one session', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const last = await send(alice, roomId, 'read me');
    const first = bob.socket.subscribe(own.inbox, {});
    await bob.connect();
    const second = bob.socket.subscribe(own.inbox, {});
    for (const tab of [first, second]) expect(unreadIn(await tab.first(), roomId)).toBe(1);
    await bob.do(own.markRead, { input: { roomId, messageId: last.id } }, 'socket');
    for (const tab of [first, second]) await tab.first((update) => unreadIn(update, roomId) === 0);
  });

  it('positions that race from two tabs converge on the newest', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const sent: own.ChatMessage[] = [];
    for (let n = 0; n < 20; n++) sent.push(await send(alice, roomId, `m${n}`));
    const shuffled = sent.map((message, index) => ({ message, place: (index * 7) % 20 }));
    shuffled.sort((a, b) => a.place - b.place);
    await Promise.all(
      shuffled.map(({ message }, index) =>
        bob.do(own.markRead, { input: { roomId, messageId: message.id } }, index % 2 ? 'http' : 'socket'),
      ),
    );
    const room = await bob.do(own.chatRoom, { id: roomId });
    expect(room).toMatchObject({ readNumber: sent.at(-1)?.number, unreadCount: 0 });
  });

  it('survives a restart', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const { id, number } = await send(alice, roomId, 'read');
    await send(alice, roomId, 'unread');
    await bob.do(own.markRead, { input: { roomId, messageId: id } });
    await server().kill();
    await server().start();
    expect(await bob.do(own.chatRoom, { id: roomId })).toMatchObject({ readNumber: number, unreadCount: 1 });
  });
});
