import { randomUUID } from 'node:crypto';
import { letPass } from '../../client/clock.ts';
import { send, wholeTimeline } from '../../client/own-acts.ts';
import { Person } from '../../client/person.ts';
import { uuidV7 } from '../../client/uuid-v7.ts';
import type { Random } from '../../topology/random.ts';
import type { Strike } from './fault.ts';
import type { Load } from './load.ts';

const ATTEMPTS = 10;
const MESSAGES = 3;

/** F14: while a message is sent, the socket is cut; the same 10 times, each time at another address, and then once in peace. */
export async function cutWhileSending(load: Load, random: Random): Promise<Strike> {
  const { roomId, word } = load.anyRoom;
  const { handle, key, url } = load.crowd.host;
  const sender = new Person(url, handle, key);
  const problems: string[] = [];
  for (let message = 0; message < MESSAGES; message++) {
    const clientMessageId = message % 2 === 0 ? uuidV7() : randomUUID();
    const text = `${word} cut ${message}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await sender.connect(load.server.urls[attempt % load.server.urls.length]);
      const sending = send(sender, roomId, text, 'socket', clientMessageId).catch(() => undefined);
      await letPass(random() * 10);
      await sender.socket.cut();
      await sending;
    }
    const sent = await send(sender, roomId, text, 'http', clientMessageId);
    const there = (await wholeTimeline(sender, roomId)).filter((item) => item.clientMessageId === clientMessageId);
    if (there.length !== 1 || there[0]?.id !== sent.id)
      problems.push(`A message that was cut is there ${there.length} times.`);
  }
  return { hits: ATTEMPTS * MESSAGES, problems };
}
