import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../client/operation.ts';
import { cursorOf, guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { stranger } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';
import { baseRows } from './invalid-input/base-contract.ts';
import { messageRows } from './invalid-input/own-messages.ts';
import { mutationRows } from './invalid-input/own-mutations.ts';
import { queryRows } from './invalid-input/own-queries.ts';
import type { Scene } from './invalid-input/row.ts';
import { subscriptionRows } from './invalid-input/subscriptions.ts';

const server = useServer();
const onBothTransports = [...baseRows, ...queryRows, ...mutationRows, ...messageRows];

describe('invalid input', () => {
  let scene: Scene;
  let before: own.TimelineItem[];
  beforeAll(async () => {
    const [alice, bob, carol] = await guests(server(), 'alice', 'bob', 'carol');
    const nobody = stranger(server(), 'nobody');
    await nobody.connect();
    const [usedRequestId, usedMessageId] = [randomUUID(), randomUUID()];
    const input = { clientRequestId: usedRequestId, members: [bob.handle] };
    const roomId = (await alice.do(own.createChatRoom, { input })).id;
    const { id: messageId } = await send(alice, roomId, 'valid', 'http', usedMessageId);
    const otherRoom = await startRoom(carol);
    const other = await send(carol, otherRoom, "carol's");
    scene = {
      ...{ alice, carol, nobody, roomId, messageId, usedRequestId, usedMessageId },
      other: { roomId: otherRoom, messageId: other.id, cursor: await cursorOf(carol, otherRoom) },
    };
    before = await wholeTimeline(alice, roomId);
  });

  it.each(onBothTransports)('$name → $code, the same over HTTP and over the socket', async ({ ask, code }) => {
    const [http, socket] = [await ask(scene, 'http'), await ask(scene, 'socket')];
    expect(codeOf(http.errors?.[0])).toBe(code);
    expect(Object.values(http.data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(socket.errors).toEqual(http.errors);
    expect(http.errors).toHaveLength(1);
  });

  it.each(subscriptionRows)('subscription $name → $code', async ({ ask, code }) => {
    expect(codeOf((await ask(scene, 'socket')).errors?.[0])).toBe(code);
  });

  it('leaves nothing behind: no message, no member, no room', async () => {
    expect(await wholeTimeline(scene.alice, scene.roomId)).toEqual(before);
    expect((await scene.alice.do(own.chatRoom, { id: scene.roomId })).memberCount).toBe(2);
    const rooms = (await scene.alice.do(own.chatRooms, {})).edges.map((edge) => edge.node.id);
    expect(rooms).toEqual([scene.roomId]);
  });

  it('says nothing but what is meant for the caller: no stack, no path of the server, no query of its storage', async () => {
    for (const { ask } of onBothTransports) {
      const text = JSON.stringify(await ask(scene, 'http'));
      expect(text).not.toMatch(/stacktrace|node_modules|\.ts:|\.js:|SELECT |SQLITE|constraint/i);
    }
  });
});
