import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Client, type SocketClient } from './testing/clients.ts';
import { startApi } from './testing/start-api.ts';

const FOLLOW = `subscription ($roomId: ID!, $after: String!) {
  roomEvents(roomId: $roomId, after: $after) {
    ... on RoomEvent { seq cursor }
    ... on MessagePosted { message { text author { handle } } }
  }
}`;
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq cursor } }';

interface Sent {
  readonly sendMessage: { readonly seq: number; readonly cursor: string };
}

async function room(url: string) {
  const alice = new Client(url, randomUUID());
  await alice.data('mutation { guestSignIn(handle: "alice") { id } }');
  const input = { clientRequestId: randomUUID(), members: [] };
  const made = await alice.data<{ createChatRoom: { id: string; cursor: string } }>(
    'mutation ($input: CreateChatRoomInput!) { createChatRoom(input: $input) { id cursor } }',
    { input },
  );
  const { id, cursor } = made.createChatRoom;
  const say = async (text: string) =>
    (await alice.data<Sent>(SEND, { input: { roomId: id, clientMessageId: randomUUID(), text } })).sendMessage;
  return { alice, id, cursor, say };
}

const seqs = (socket: SocketClient, id: string) =>
  socket.of(id).map(({ payload }) => (payload as { data: { roomEvents: { seq: number } } }).data.roomEvents.seq);

it('executes an event once for receivers whose cursors differ, and replays to each what it has missed', async () => {
  const api = await startApi();
  const { alice, id, cursor, say } = await room(api.url);
  const cursors = [cursor];
  for (const text of ['one', 'two', 'three']) cursors.push((await say(text)).cursor);
  const followers = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const socket = await alice.connect();
      const missed = n % cursors.length;
      const operation = socket.start({ query: FOLLOW, variables: { roomId: id, after: cursors[3 - missed] } });
      return { socket, operation, missed };
    }),
  );
  for (const { socket, operation, missed } of followers)
    await socket.until(() => socket.of(operation).length === missed);

  const fence = await say('everybody is live');
  for (const { socket, operation } of followers) await socket.until(() => seqs(socket, operation).includes(fence.seq));
  const before = api.executions();
  const last = await say('once');
  for (const { socket, operation, missed } of followers) {
    await socket.until(() => seqs(socket, operation).includes(last.seq));
    const first = fence.seq - missed;
    expect(seqs(socket, operation)).toEqual(Array.from({ length: missed + 2 }, (_, n) => first + n));
  }
  expect(api.executions() - before).toBe(1);
  expect(api.errors).toEqual([]);
});

it('lets go of everything when the sockets close', async () => {
  const api = await startApi();
  const { alice, id, cursor } = await room(api.url);
  const socket = await alice.connect();
  for (let n = 0; n < 5; n++) socket.start({ query: FOLLOW, variables: { roomId: id, after: cursor } });
  const inbox = socket.start({ query: 'subscription { inbox { isSnapshot } }' });
  await socket.until(() => socket.of(inbox).length > 0);
  expect([api.chat.channels.size, api.chat.viewers.size]).toEqual([1, 1]);
  socket.webSocket.terminate();
  await socket.until(() => api.chat.channels.size === 0 && api.chat.viewers.size === 0);
  await socket.until(() => socket.closedWith === 1006);
});
