import { expect, it } from 'vitest';
import { letPass } from '../client/clock.ts';
import { Follower } from '../client/follower.ts';
import { briefOf, cursorOf, guests, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { uuidV7 } from '../client/uuid-v7.ts';
import { seededRandom } from '../topology/random.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer({ MARU_HOT_WINDOW: '20000' });
const PER_SECOND = 1_000;
const SECONDS = 2;
const MOMENTS = 20;
const TICK_MS = 10;

/** Sends at an even rate, whether or not answers are late. @returns what was acknowledged, by seq */
async function flood(authors: readonly Person[], roomId: string): Promise<own.MessageBrief[]> {
  const answers: Promise<own.MessageBrief>[] = [];
  const begun = Date.now();
  while (answers.length < PER_SECOND * SECONDS) {
    const due = Math.min(((Date.now() - begun) * PER_SECOND) / 1_000, PER_SECOND * SECONDS);
    for (let n = answers.length; n < due; n++) {
      const input = { roomId, clientMessageId: uuidV7(), text: `m${n}` };
      const author = authors[n % authors.length];
      if (author) answers.push(author.do(own.sendBriefly, { input }, 'socket'));
    }
    await letPass(TICK_MS);
  }
  const acknowledged = await Promise.all(answers);
  console.log(`${acknowledged.length} messages in ${Date.now() - begun} ms`);
  return acknowledged.sort((a, b) => a.seq - b.seq);
}

/** Subscribes anew after every few events: replay and live meet as often as they can. */
async function readRestlessly(reader: Person, roomId: string, start: string, flowing: Promise<unknown>) {
  const events: own.EventBrief[] = [];
  const state = { isFlowing: true };
  void flowing.finally(() => (state.isFlowing = false));
  while (state.isFlowing) {
    const stream = reader.socket.subscribe(own.briefEvents, { roomId, after: events.at(-1)?.cursor ?? start });
    await Promise.race([stream.first(), flowing]);
    events.push(...stream.events);
    stream.stop();
  }
  return events;
}

it('subscribing at 20 random moments while 1,000 messages a second flow: replay + live = the log, exactly', async () => {
  const random = seededRandom('moments of subscribing');
  const authors = await guests(server(), ...Array.from({ length: 16 }, () => 'author'));
  const [reader, restless] = await guests(server(), 'reader', 'restless');
  const roomId = await startRoom(reader, restless, ...authors);
  const start = await cursorOf(reader, roomId);
  const moments = Array.from({ length: MOMENTS }, () => random() * SECONDS * 1_000).sort((a, b) => a - b);

  const flowing = flood(authors, roomId);
  const readByRestless = readRestlessly(restless, roomId, start, flowing);
  const begun = Date.now();
  const followers: { readonly afterSeq: number; readonly follower: Follower }[] = [];
  for (const [index, moment] of moments.entries()) {
    await letPass(Math.max(0, moment - (Date.now() - begun)));
    // Every fourth one from the very beginning: a long replay while it goes on.
    const room = await reader.do(own.chatRoom, { id: roomId }, index % 2 ? 'http' : 'socket');
    const [after, afterSeq] = index % 4 ? [room.cursor, seqOf(room)] : [start, 1];
    followers.push({ afterSeq, follower: new Follower(reader, roomId, after) });
  }

  const acknowledged = await flowing;
  expect(acknowledged.map((message) => message.seq)).toEqual(acknowledged.map((_message, index) => index + 2));
  const read = (await readByRestless).map((event) => event.message);
  expect(read).toEqual(acknowledged.slice(0, read.length));
  expect(read.length).toBeGreaterThan(acknowledged.length / 2);
  for (const { afterSeq, follower } of followers) {
    // One that came after the last message has nothing to wait for.
    if (afterSeq <= acknowledged.length) await follower.reach(acknowledged.length + 1);
    expect(follower.events.map((event) => event.message)).toEqual(acknowledged.slice(afterSeq - 1));
    await follower.stop();
  }
  expect((await wholeTimeline(reader, roomId)).slice(1).map(briefOf)).toEqual(acknowledged);
});

/** In a room into which nobody comes, each event but the creation is a message, which the reader has not read. */
const seqOf = (room: own.ChatRoom): number => room.unreadCount + 1;
