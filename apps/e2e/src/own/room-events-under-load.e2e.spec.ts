import { expect, it } from 'vitest';
import { letPass } from '../client/clock.ts';
import { cursorOf, guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { seededRandom } from '../topology/random.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer({ MARU_HOT_WINDOW: '20000' });
const PER_SECOND = 1_000;
const SECONDS = 3;
const MOMENTS = 20;
const TICK_MS = 10;

/** Sends at an even rate, whether or not answers are late. @returns what was acknowledged */
async function flood(authors: readonly Person[], roomId: string): Promise<own.ChatMessage[]> {
  const answers: Promise<own.ChatMessage>[] = [];
  const begun = Date.now();
  while (answers.length < PER_SECOND * SECONDS) {
    const due = Math.min(((Date.now() - begun) * PER_SECOND) / 1_000, PER_SECOND * SECONDS);
    for (let n = answers.length; n < due; n++) {
      const author = authors[n % authors.length];
      if (author) answers.push(send(author, roomId, `m${n}`));
    }
    await letPass(TICK_MS);
  }
  const acknowledged = await Promise.all(answers);
  console.log(`${acknowledged.length} messages in ${Date.now() - begun} ms`);
  return acknowledged;
}

it('subscribing at 20 random moments while 1,000 messages a second flow: replay + live = the log, exactly', async () => {
  const random = seededRandom('moments of subscribing');
  const [alice, bob, reader] = await guests(server(), 'alice', 'bob', 'reader');
  const roomId = await startRoom(alice, bob, reader);
  const start = await cursorOf(reader, roomId);
  const moments = Array.from({ length: MOMENTS }, () => random() * SECONDS * 1_000).sort((a, b) => a - b);

  const flowing = flood([alice, bob], roomId);
  const begun = Date.now();
  const followers: {
    after: number;
    stream: ReturnType<typeof reader.socket.subscribe<own.RoomUpdate, { roomId: string; after: string }>>;
  }[] = [];
  for (const [index, moment] of moments.entries()) {
    await letPass(Math.max(0, moment - (Date.now() - begun)));
    // Every other one from the very beginning: a long replay while it goes on.
    const room = await reader.do(own.chatRoom, { id: roomId }, index % 3 ? 'http' : 'socket');
    const after = index % 2 ? room.cursor : start;
    const seq = index % 2 ? seqOf(room) : 1;
    followers.push({ after: seq, stream: reader.socket.subscribe(own.roomEvents, { roomId, after }) });
  }
  const acknowledged = (await flowing).sort((a, b) => a.seq - b.seq);

  const last = acknowledged.length + 1;
  expect(acknowledged.map((message) => message.seq)).toEqual(acknowledged.map((_message, index) => index + 2));
  for (const { after, stream } of followers) {
    await stream.first((event) => event.seq === last);
    expect(stream.events.map((event) => event.message)).toEqual(acknowledged.slice(after - 1));
  }
  expect((await wholeTimeline(reader, roomId)).slice(1)).toEqual(acknowledged);
});

/** A room into which nobody comes has one event for each message, and one for its creation. */
const seqOf = (room: own.ChatRoom): number => room.unreadCount + 1;
