import { letPass } from '../../client/clock.ts';
import { send } from '../../client/own-acts.ts';
import { Person } from '../../client/person.ts';
import { Reader } from '../../client/reader.ts';
import { uuidV7 } from '../../client/uuid-v7.ts';
import type { Random } from '../../topology/random.ts';
import type { Strike } from './fault.ts';
import type { Load } from './load.ts';
import { lostOf } from './lost-of.ts';

const PER_SECOND = 1_000;
const SECONDS = 1;
const TICK_MS = 10;
const AUTHORS = 12;
const SUBSCRIBERS = 5;

/** F16: while 1,000 messages a second are sent, whether or not answers are late, others begin to read. */
export async function subscribeDuringFlood(load: Load, random: Random): Promise<Strike> {
  const { urls } = load.server;
  const { host, reader } = load.crowd;
  const room = load.anyRoom;
  const authors = Array.from(
    { length: AUTHORS },
    (_, n) => new Person(urls[n % urls.length] ?? host.url, host.handle, host.key),
  );
  await Promise.all(authors.map((author) => author.connect()));
  const flowing = flood(authors, room.roomId, room.word);
  for (let n = 0; n < SUBSCRIBERS; n++) {
    await letPass((random() * 1_000 * SECONDS) / SUBSCRIBERS);
    room.readers.push(new Reader(reader, room.roomId, [urls[n % urls.length] ?? reader.url]));
  }
  const acknowledged = await flowing;
  await Promise.all(authors.map((author) => author.socket.close(1000)));
  const problems = await lostOf(acknowledged, host, room.roomId);
  return { hits: SUBSCRIBERS, acknowledged: acknowledged.length, problems };
}

/** @returns ids of what was acknowledged */
async function flood(authors: readonly Person[], roomId: string, word: string): Promise<string[]> {
  const answers: Promise<string>[] = [];
  const begun = Date.now();
  while (answers.length < PER_SECOND * SECONDS) {
    const due = Math.min(((Date.now() - begun) * PER_SECOND) / 1_000, PER_SECOND * SECONDS);
    for (let n = answers.length; n < due; n++) {
      const author = authors[n % authors.length];
      if (author) answers.push(send(author, roomId, `${word} flood ${n}`, 'socket', uuidV7()).then(({ id }) => id));
    }
    await letPass(TICK_MS);
  }
  return Promise.all(answers);
}
