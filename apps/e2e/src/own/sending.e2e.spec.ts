import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as base from '../client/base-operations.ts';
import { guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer({ MARU_HOT_WINDOW: '10' });
const two = () => guests(server(), 'alice', 'bob');

describe('sendMessage', () => {
  it.each(['http', 'socket'] as const)('answers the stored message (%s)', async (over) => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    const clientMessageId = randomUUID();
    const sent = await send(alice, roomId, '  kept as given  ', over, clientMessageId);
    expect(sent).toMatchObject({
      roomId,
      clientMessageId,
      text: '  kept as given  ',
      author: { handle: alice.handle },
      seq: 2,
      number: 2,
      revision: 2,
      isDeleted: false,
    });
    expect((await wholeTimeline(alice, roomId)).at(-1)).toEqual(sent);
    expect(await alice.do(own.chatRoom, { id: roomId })).toMatchObject({ cursor: sent.cursor });
  });

  it('a retry returns the same message: ten at once, over both transports', async () => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    const clientMessageId = randomUUID();
    const sent = await Promise.all(
      Array.from({ length: 10 }, (_, n) => send(alice, roomId, '한 번만', n % 2 ? 'http' : 'socket', clientMessageId)),
    );
    for (const message of sent) expect(message).toEqual(sent[0]);
    expect(await wholeTimeline(alice, roomId)).toHaveLength(2);
  });

  it.each(['kill', 'stop'] as const)(
    '"after any restart and any trimming": a retry returns the same message when the hot window has passed it (%s)',
    async (end) => {
      const [alice] = await two();
      const roomId = await startRoom(alice);
      const clientMessageId = randomUUID();
      const sent = await send(alice, roomId, 'long ago', 'http', clientMessageId);
      for (let n = 0; n < 40; n++) await send(alice, roomId, `since ${n}`);
      expect(await send(alice, roomId, 'long ago', 'http', clientMessageId)).toEqual(sent);
      await server()[end]();
      await server().start();
      await alice.connect();
      for (const over of ['http', 'socket'] as const)
        expect(await send(alice, roomId, 'long ago', over, clientMessageId)).toEqual(sent);
      expect(await wholeTimeline(alice, roomId)).toHaveLength(42);
    },
  );

  it('"with another text: a clear error", and nothing is stored', async () => {
    const [alice] = await two();
    const roomId = await startRoom(alice);
    const clientMessageId = randomUUID();
    const sent = await send(alice, roomId, 'this', 'http', clientMessageId);
    for (let n = 0; n < 2; n++) {
      for (const over of ['http', 'socket'] as const) {
        const input = { roomId, clientMessageId, text: 'that' };
        expect(await alice.refusal(own.sendMessage, { input }, over)).toBe('DEDUPE_MISMATCH');
      }
      if (n === 0) for (let m = 0; m < 20; m++) await send(alice, roomId, `since ${m}`);
    }
    expect(await send(alice, roomId, 'this', 'http', clientMessageId)).toEqual(sent);
    expect(await wholeTimeline(alice, roomId)).toHaveLength(22);
  });

  it("a clientMessageId is its sender's and its room's: others may use the same", async () => {
    const [alice, bob] = await two();
    const [roomId, other] = [await startRoom(alice, bob), await startRoom(alice, bob)];
    const clientMessageId = randomUUID();
    const sent = [
      await send(alice, roomId, 'one', 'http', clientMessageId),
      await send(bob, roomId, 'two', 'http', clientMessageId),
      await send(alice, other, 'three', 'http', clientMessageId),
    ];
    expect(new Set(sent.map((message) => message.id)).size).toBe(3);
    expect(sent.map((message) => message.text)).toEqual(['one', 'two', 'three']);
  });

  it('a retry by somebody who has left meanwhile is refused like any other message', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const clientMessageId = randomUUID();
    await send(bob, roomId, 'said', 'http', clientMessageId);
    await bob.do(own.leaveChatRoom, { input: { roomId } });
    const input = { roomId, clientMessageId, text: 'said' };
    expect(await bob.refusal(own.sendMessage, { input })).toBe('ROOM_NOT_FOUND');
  });

  it('is one log with the messages of the base contract', async () => {
    const [alice, bob] = await two();
    const roomId = await startRoom(alice, bob);
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    const sent = await send(alice, roomId, 'own');
    await bob.do(base.sendMessage, { roomId, userId: bob.handle, content: 'base' });
    await heard.waitFor((events) => events.length === 2);
    expect(heard.events.map((event) => event.content)).toEqual(['own', 'base']);
    expect(heard.events[0]?.createdAt).toBe(sent.createdAt);
    const items = await wholeTimeline(alice, roomId);
    expect(items.map((item) => item.text)).toEqual([undefined, 'own', 'base']);
    expect(items.at(-1)?.clientMessageId).toBeNull();
  });
});
