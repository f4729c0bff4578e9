import { describe, expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const two = () => guests(server(), 'alice', 'bob');
const inRoom = (update: own.InboxUpdate, roomId: string) => update.rooms.find(({ room }) => room.id === roomId);

describe('inbox', () => {
  it('"first all of it": the rooms with what is unread, newest activity first, and who is online', async () => {
    const [alice, bob] = await two();
    const [first, second] = [await startRoom(alice, bob), await startRoom(alice, bob)];
    const last = await send(alice, first, 'hello');
    const snapshot = await bob.socket.subscribe(own.inbox, {}).first();
    expect(snapshot.isSnapshot).toBe(true);
    expect(snapshot.rooms.map(({ room }) => room.id)).toEqual([first, second]);
    expect(snapshot.rooms[0]).toMatchObject({
      room: { unreadCount: 1, lastMessage: { id: last.id, text: 'hello' }, cursor: last.cursor, memberCount: 2 },
      typing: [],
    });
    expect(snapshot.online?.map((user) => user.handle)).toEqual(expect.arrayContaining([alice.handle, bob.handle]));
  });

  it('is empty for somebody without rooms, and not refused', async () => {
    const [alice] = await two();
    expect(await alice.socket.subscribe(own.inbox, {}).first()).toMatchObject({ isSnapshot: true, rooms: [] });
  });

  it('"then what changed": new messages, with the unread count', async () => {
    const [alice, bob] = await two();
    const [roomId, other] = [await startRoom(alice, bob), await startRoom(alice, bob)];
    const updates = bob.socket.subscribe(own.inbox, {});
    await updates.first();
    await send(alice, roomId, 'one');
    await send(alice, roomId, 'two');
    const update = await updates.first((one) => inRoom(one, roomId)?.room.unreadCount === 2);
    expect(inRoom(update, roomId)?.room.lastMessage?.text).toBe('two');
    const changes = updates.events.slice(1);
    expect(changes.every((change) => !change.isSnapshot && inRoom(change, other) === undefined)).toBe(true);
  });

  it('"each at most once a second", and the last change is told', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const updates = bob.socket.subscribe(own.inbox, {});
    await updates.first();
    const begun = Date.now();
    let sent = 0;
    for (; Date.now() - begun < 2_500; sent++) await send(alice, roomId, `m${sent}`);
    await updates.first((one) => inRoom(one, roomId)?.room.unreadCount === sent);
    const told = updates.events.filter((one) => !one.isSnapshot && inRoom(one, roomId));
    expect(told.length).toBeLessThanOrEqual(2 + Math.ceil((Date.now() - begun) / 1_000));
  });

  it("tells of rooms that are new and of rooms that are the viewer's no longer", async () => {
    const [alice, bob] = await two();
    const updates = bob.socket.subscribe(own.inbox, {});
    await updates.first();
    const roomId = await startRoom(alice, bob);
    await updates.first((one) => !one.isSnapshot && inRoom(one, roomId) !== undefined);
    await bob.do(own.leaveChatRoom, { input: { roomId } });
    await updates.first((one) => one.removedRoomIds.includes(roomId));
    await send(alice, roomId, 'not for bob');
    const next = await startRoom(alice, bob);
    await updates.first((one) => inRoom(one, next) !== undefined);
    const removed = updates.events.findIndex((one) => one.removedRoomIds.includes(roomId));
    expect(updates.events.slice(removed).filter((one) => inRoom(one, roomId))).toEqual([]);
  });

  it('tells who types, and that they stopped when their message comes', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const [hers, his] = [alice.socket.subscribe(own.inbox, {}), bob.socket.subscribe(own.inbox, {})];
    await Promise.all([hers.first(), his.first()]);
    expect(await alice.do(own.setTyping, { input: { roomId } })).toBe(true);
    const typing = await his.first((one) => inRoom(one, roomId)?.typing.length === 1);
    expect(inRoom(typing, roomId)?.typing[0]?.handle).toBe(alice.handle);
    await send(alice, roomId, 'typed');
    await his.first((one) => inRoom(one, roomId)?.typing.length === 0 && inRoom(one, roomId)?.room.unreadCount === 1);
    expect(hers.events.filter((one) => inRoom(one, roomId)?.typing.length)).toEqual([]);
  });

  it('tells that somebody who typed has stopped, without any message', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const updates = bob.socket.subscribe(own.inbox, {});
    await updates.first();
    await alice.do(own.setTyping, { input: { roomId } });
    await updates.first((one) => inRoom(one, roomId)?.typing.length === 1);
    await updates.waitFor(
      (all) => inRoom(all.at(-1) ?? { ...all[0]!, rooms: [] }, roomId)?.typing.length === 0,
      15_000,
    );
  });

  it('tells who comes and goes', async () => {
    const [alice] = await two();
    const updates = alice.socket.subscribe(own.inbox, {});
    await updates.first();
    const [carol] = await guests(server(), 'carol');
    const has = (one: own.InboxUpdate) => one.online?.some((user) => user.handle === carol.handle);
    await updates.first((one) => has(one) === true);
    const seen = updates.events.length;
    await carol.socket.close();
    await updates.waitFor((all) => all.slice(seen).some((one) => has(one) === false));
  });

  it('"after a reconnect comes a new snapshot" that shows what was missed', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    await bob.socket.subscribe(own.inbox, {}).first();
    await bob.socket.cut();
    await send(alice, roomId, 'missed');
    const fresh = await startRoom(alice, bob);
    await bob.connect();
    const snapshot = await bob.socket.subscribe(own.inbox, {}).first();
    expect(snapshot.rooms.map(({ room }) => room.id)).toEqual([fresh, roomId]);
    expect(inRoom(snapshot, roomId)?.room.unreadCount).toBe(1);
  });
});
