import { expect } from 'vitest';
import type { Follower } from '../client/follower.ts';
import { briefOf, send, wholeTimeline } from '../client/own-acts.ts';
import type { Person } from '../client/person.ts';
import type { Writer } from '../client/writer.ts';
import { foundIds } from './harness/found-ids.ts';

interface Aftermath {
  readonly roomId: string;
  readonly reader: Person;
  readonly writers: readonly Writer[];
  readonly followers: readonly Follower[];
  /** In every message that was written. */
  readonly word: string;
}

/**
 * The checker: what was acknowledged is displayed; no event comes twice; seq goes up by one; all readers see the same; and that is the message store's,
 * and the search index's, too. A retry of what was acknowledged still answers the same message.
 */
export async function expectNothingLost(aftermath: Aftermath): Promise<void> {
  const { roomId, reader, writers, followers, word } = aftermath;
  const items = await wholeTimeline(reader, roomId);
  expect(items.map((item) => item.number)).toEqual(items.map((_item, index) => index + 1));
  expect(items.map((item) => item.seq)).toEqual(items.map((_item, index) => index + 1));

  const stored = items.filter((item) => item.__typename === 'ChatMessage');
  const named = stored.filter((message) => message.clientMessageId !== null);
  const byClientId = new Map(named.map((message) => [message.clientMessageId, message]));
  expect(byClientId.size).toBe(named.length);
  for (const { acknowledged } of writers)
    for (const [clientMessageId, message] of acknowledged) expect(byClientId.get(clientMessageId)).toEqual(message);

  for (const follower of followers) {
    await follower.reach(items.length);
    expect(follower.events.map((event) => event.seq)).toEqual(items.slice(1).map((item) => item.seq));
    expect(follower.events.map((event) => event.message)).toEqual(stored.map(briefOf));
  }
  await expect.poll(() => foundIds(reader, word), { timeout: 10_000 }).toEqual(stored.map(({ id }) => id).reverse());
  await expectRetriesAnswered(writers, roomId);
  expect(await wholeTimeline(reader, roomId)).toEqual(items);
}

async function expectRetriesAnswered(writers: readonly Writer[], roomId: string): Promise<void> {
  for (const { person, acknowledged } of writers)
    for (const [clientMessageId, message] of [...acknowledged].filter((_entry, index) => index % 10 === 0))
      expect(await send(person, roomId, message.text ?? '', 'http', clientMessageId)).toEqual(message);
}
