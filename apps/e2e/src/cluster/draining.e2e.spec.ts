import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { letPass } from '../client/clock.ts';
import { Follower } from '../client/follower.ts';
import { cursorOf, guests, send, startRoom } from '../client/own-acts.ts';
import type { Person, Transport } from '../client/person.ts';
import { uuidV7 } from '../client/uuid-v7.ts';
import { DRAINED_MESSAGES } from '../topology/run-settings.ts';
import type { ServerProcess } from '../topology/server-process.ts';
import { useCluster } from '../topology/use-server.ts';
import { describeOnCluster } from './describe-on-cluster.ts';
import {
  loseInElasticsearch,
  messagesInDynamoDb,
  messagesInElasticsearch,
  type StoredMessage,
} from './stored-documents.ts';

const RETRY_EVERY_MS = 100;
const ROOMS = 24;
const UNDER_WAY = 64;
/** What a slow machine may take for all of it, in milliseconds. */
const PATIENCE = { timeout: 60_000 + 20 * DRAINED_MESSAGES, interval: 500 };

interface Status {
  readonly logLength: number;
  readonly groups: readonly { readonly group: string; readonly lag: number; readonly pending: number }[];
}

const metricsOf = async ({ url }: { readonly url: string }) => (await fetch(`${url}/metrics`)).text();
const metric = (metrics: string, name: string) =>
  metrics
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.slice(name.length + 1);

const differing = (some: ReadonlyMap<string, StoredMessage>, others: ReadonlyMap<string, StoredMessage>) =>
  [...new Set([...some.keys(), ...others.keys()])].filter((id) => !isDeepStrictEqual(some.get(id), others.get(id)));

describeOnCluster('the consumers of a cluster', () => {
  const cluster = useCluster({ MARU_METRICS: 'on', MARU_HOT_WINDOW: '20000' });
  const consumers = () => [...cluster().persisters, ...cluster().indexers];
  const status = async () => JSON.parse(await cluster().administer('status', '--json')) as Status;
  const logLength = async () => Number(metric(await metricsOf({ url: cluster().urls[0] }), 'maru_log_length'));
  const drained = () => expect.poll(logLength, PATIENCE).toBe(0);

  /** How many events a consumer has handled since it was started. */
  const handledBy = async (consumer: ServerProcess, group: string) =>
    Number(metric(await metricsOf(consumer), `maru_consumer_batch_events_sum{group="${group}"}`) ?? 0);

  async function crowd() {
    const authors = await guests(cluster(), 'a', 'b', 'c');
    const [host, ...others] = authors;
    const rooms = await Promise.all(Array.from({ length: ROOMS }, () => startRoom(host, ...others)));
    const followers = await Promise.all(
      rooms.map(async (roomId, n) => new Follower(authors[n % 3] ?? host, roomId, await cursorOf(host, roomId))),
    );
    return { authors, rooms, followers };
  }

  /** Sends until it is acknowledged, under one id: a machine under load may break a connection. @returns its seq */
  async function say(author: Person, roomId: string, text: string): Promise<number> {
    const clientMessageId = uuidV7();
    for (let over: Transport = 'socket'; ; over = 'http') {
      try {
        return (await send(author, roomId, text, over, clientMessageId)).seq;
      } catch (error) {
        if (over === 'http') await letPass(RETRY_EVERY_MS);
        console.warn(`${text} is sent again: ${String(error)}`);
      }
    }
  }

  /** So many messages, by all authors into all rooms. @returns the last seq in each room */
  async function write(authors: readonly Person[], rooms: readonly string[], count: number) {
    const heads = new Map<string, number>();
    let sent = 0;
    const line = async (author: Person) => {
      while (sent < count) {
        const roomId = rooms[sent++ % rooms.length] ?? '';
        const seq = await say(author, roomId, `word ${sent} 마루에서 만나요`);
        heads.set(roomId, Math.max(heads.get(roomId) ?? 0, seq));
      }
    };
    await Promise.all(
      authors.flatMap((author) => Array.from({ length: UNDER_WAY / authors.length }, () => line(author))),
    );
    return heads;
  }

  it(
    `drain ${DRAINED_MESSAGES} messages: DynamoDB has what Elasticsearch has, and that is what readers saw`,
    { timeout: 4 * PATIENCE.timeout },
    async () => {
      const { authors, rooms, followers } = await crowd();
      for (const { exitCode } of await Promise.all(consumers().map((consumer) => consumer.end('SIGTERM'))))
        expect(exitCode).toBe(0);
      const heads = await write(authors, rooms, DRAINED_MESSAGES);
      await Promise.all(
        followers.map((follower, n) => follower.reach(heads.get(rooms[n] ?? '') ?? 0, PATIENCE.timeout)),
      );
      expect((await status()).groups.every(({ lag }) => lag >= DRAINED_MESSAGES)).toBe(true);
      const begun = Date.now();
      await Promise.all(consumers().map((consumer) => consumer.start()));
      await drained();
      console.log(`drained ${Math.round(DRAINED_MESSAGES / ((Date.now() - begun) / 1_000))} messages a second`);

      const stored = await messagesInDynamoDb(cluster());
      expect(stored.size).toBe(DRAINED_MESSAGES);
      expect(differing(stored, await messagesInElasticsearch(cluster()))).toEqual([]);
      const seen = followers.flatMap(({ events }) => events.map(({ message }) => message.id));
      expect(seen.sort()).toEqual([...stored.keys()].sort());
      expect(await status()).toMatchObject({ logLength: 0, groups: [{ lag: 0 }, { lag: 0 }, { lag: 0 }] });
      await Promise.all(followers.map((follower) => follower.stop()));
    },
  );

  it('share the work: every instance of a group handles some of it', async () => {
    const { authors, rooms, followers } = await crowd();
    await Promise.all(followers.map((follower) => follower.stop()));
    const { persisters, indexers } = cluster();
    const leastHandled = async () => {
      await write(authors, rooms, 50);
      const handled = [
        ...persisters.map((consumer) => handledBy(consumer, 'persist')),
        ...indexers.map((consumer) => handledBy(consumer, 'index')),
      ];
      return Math.min(...(await Promise.all(handled)));
    };
    await expect.poll(leastHandled, PATIENCE).toBeGreaterThan(0);
  });

  it('finish what they have in hand when they are stopped, within 9 s: nothing of it is handled twice', async () => {
    const { authors, rooms, followers } = await crowd();
    await Promise.all(followers.map((follower) => follower.stop()));
    const writing = write(authors, rooms, 1_000);
    await expect.poll(logLength, PATIENCE).toBeGreaterThan(0);
    for (const { exitCode, tookMs } of await Promise.all(consumers().map((consumer) => consumer.end('SIGTERM')))) {
      expect(exitCode).toBe(0);
      expect(tookMs).toBeLessThan(9_000);
    }
    await writing;
    expect((await status()).groups.map(({ pending }) => pending)).toEqual([0, 0, 0]);
    await Promise.all(consumers().map((consumer) => consumer.start()));
    await drained();
    expect(differing(await messagesInDynamoDb(cluster()), await messagesInElasticsearch(cluster()))).toEqual([]);
  });

  it('a search that is rebuilt while messages flow equals the live one, which lost a few', async () => {
    const { authors, rooms, followers } = await crowd();
    await Promise.all(followers.map((follower) => follower.stop()));
    await write(authors, rooms, 500);
    await drained();
    const lost = [...(await messagesInElasticsearch(cluster())).keys()].slice(0, 100);
    await loseInElasticsearch(cluster(), lost);
    const live = await messagesInElasticsearch(cluster());
    expect(differing(await messagesInDynamoDb(cluster()), live).sort()).toEqual(lost.sort());

    const writing = write(authors, rooms, 500);
    const printed = await cluster().administer('rebuild-search');
    expect(printed).toMatch(/The search was rebuilt: \d+ messages/);
    await writing;
    await drained();
    expect(differing(await messagesInDynamoDb(cluster()), await messagesInElasticsearch(cluster()))).toEqual([]);
  });
});
