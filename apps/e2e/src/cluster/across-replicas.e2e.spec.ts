import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { historyTexts } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { Follower } from '../client/follower.ts';
import { briefOf, cursorOf, guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { people } from '../client/person.ts';
import { Writer } from '../client/writer.ts';
import { useCluster } from '../topology/use-server.ts';
import { guestEverywhere } from './at-every-replica.ts';
import { describeOnCluster } from './describe-on-cluster.ts';

const isMessage = (item: own.TimelineItem) => item.__typename === 'ChatMessage';
const inRoom = (update: own.InboxUpdate, roomId: string) => update.rooms.find(({ room }) => room.id === roomId);

describeOnCluster('clients at three replicas', () => {
  const cluster = useCluster({ MARU_HOT_WINDOW: '20000' });

  it('see one and the same order while all three replicas write', async () => {
    const authors = await guests(cluster(), 'a', 'b', 'c', 'd', 'e', 'f');
    const readers = await guests(cluster(), 'reader', 'reader', 'reader');
    expect(new Set(readers.map(({ url }) => url)).size).toBe(3);
    const roomId = await startRoom(authors[0], ...authors.slice(1), ...readers);
    const start = await cursorOf(readers[0], roomId);
    const followers = readers.map((reader) => new Follower(reader, roomId, start));
    const plain = await Promise.all(readers.map((reader) => reader.listen(base.messages, { roomId })));
    const writers = authors.map((author, n) => new Writer(author, roomId, n % 2 ? 'http' : 'socket', `of ${n}`));
    await expect.poll(() => writers.every((writer) => writer.acknowledged.size >= 40), { timeout: 40_000 }).toBe(true);
    await Promise.all(writers.map((writer) => writer.stop()));

    const items = await wholeTimeline(readers[0], roomId);
    expect(items.map((item) => item.seq)).toEqual(items.map((_item, index) => index + 1));
    for (const reader of readers) expect(await wholeTimeline(reader, roomId)).toEqual(items);
    const messages = items.filter(isMessage);
    const acknowledged = writers.flatMap((writer) => [...writer.acknowledged.values()]);
    expect([...acknowledged].sort((a, b) => a.seq - b.seq)).toEqual(messages);
    for (const follower of followers) {
      await follower.reach(items.length);
      expect(follower.events.map((event) => event.message)).toEqual(messages.map(briefOf));
      await follower.stop();
    }
    const texts = messages.map((message) => message.text);
    for (const stream of plain) {
      await stream.waitFor((events) => events.length >= texts.length);
      expect(stream.events.map((message) => message.content)).toEqual(texts);
    }
    expect(await historyTexts(readers[2], roomId)).toEqual(texts.slice(-200));
  });

  it('read what was acknowledged elsewhere at once', async () => {
    const [alice, bob, carol] = await guests(cluster(), 'alice', 'bob', 'carol');
    const roomId = await startRoom(alice, bob, carol);
    for (let n = 0; n < 20; n++) {
      const sent = await send(alice, roomId, `m${n}`);
      const lists = await Promise.all([bob, carol].map((reader) => wholeTimeline(reader, roomId)));
      for (const items of lists) expect(items.at(-1)).toMatchObject({ id: sent.id, text: `m${n}` });
    }
  });

  it('a message that is sent through all of them at once, under one id, is one message', async () => {
    const alice = await guestEverywhere(cluster(), 'alice');
    const roomId = await startRoom(alice[0]);
    for (let n = 0; n < 10; n++) {
      const id = randomUUID();
      const sent = await Promise.all([...alice, ...alice].map((client) => send(client, roomId, `m${n}`, 'http', id)));
      for (const answer of sent) expect(answer).toEqual(sent[0]);
    }
    expect((await wholeTimeline(alice[1], roomId)).filter(isMessage)).toHaveLength(10);
  });

  it('a room that is asked for through all of them at once is one room', async () => {
    const alice = await guestEverywhere(cluster(), 'alice');
    const input = { clientRequestId: randomUUID(), members: [] };
    const rooms = await Promise.all(alice.map((client) => client.do(own.createChatRoom, { input })));
    expect(new Set(rooms.map(({ id }) => id)).size).toBe(1);
    expect((await alice[2].do(own.chatRooms, {})).edges).toHaveLength(1);
  });

  it('typing, unread counts and read positions follow a user to all replicas', async () => {
    const bob = await guestEverywhere(cluster(), 'bob');
    const [alice] = await guests(cluster(), 'alice');
    const roomId = await startRoom(alice, bob[0]);
    const inboxes = bob.map((client) => client.socket.subscribe(own.inbox, {}));
    await Promise.all(inboxes.map((updates) => updates.first()));
    const all = (fits: (update: own.InboxUpdate) => boolean) =>
      Promise.all(inboxes.map((updates) => updates.first(fits)));

    await alice.do(own.setTyping, { input: { roomId } });
    await all((update) => inRoom(update, roomId)?.typing[0]?.handle === alice.handle);
    const last = await send(alice, roomId, 'read me');
    await all((update) => inRoom(update, roomId)?.room.unreadCount === 1);
    await bob[1].do(own.markRead, { input: { roomId, messageId: last.id } });
    await all((update) => inRoom(update, roomId)?.room.readNumber === last.number);
    for (const client of bob) expect((await client.do(own.chatRoom, { id: roomId })).unreadCount).toBe(0);
  });

  it('the typing of the base contract is told at every replica', async () => {
    const [alice, bob, carol] = await people(cluster(), 'alice', 'bob', 'carol');
    const roomId = await alice.do(base.createRoom, { hostId: alice.handle, participants: [bob.handle, carol.handle] });
    const heard = await Promise.all([bob, carol].map((member) => member.listen(base.typing, { roomId })));
    // A signal is told at most once: typing goes on until everybody has seen it, as people do.
    await vi.waitFor(
      async () => {
        await alice.do(base.sendTyping, { roomId, userId: alice.handle });
        expect(heard.map((stream) => stream.events[0])).toMatchObject([
          { roomId, userId: alice.handle },
          { roomId, userId: alice.handle },
        ]);
      },
      { timeout: 10_000, interval: 500 },
    );
  });
});
