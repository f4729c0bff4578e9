import { expect, it, vi } from 'vitest';
import * as base from '../client/base-operations.ts';
import { guests, startRoom, wholeTimeline } from '../client/own-acts.ts';
import { people, type Person } from '../client/person.ts';
import { Reader } from '../client/reader.ts';
import { Writer } from '../client/writer.ts';
import { useCluster } from '../topology/use-server.ts';
import { describeOnCluster } from './describe-on-cluster.ts';

const COMES_BACK_WITHIN = { timeout: 40_000 };

describeOnCluster('losing a part of the cluster', () => {
  const cluster = useCluster({ MARU_HOT_WINDOW: '20000' });

  /** Beginning with its own replica, the others in turn: what a client tries behind one address. */
  const waysOf = ({ url }: Person) => {
    const { urls } = cluster();
    const own = urls.indexOf(url);
    return [...urls.slice(own), ...urls.slice(0, own)];
  };
  const replicaOf = (person: Person) => {
    const replica = cluster().replicas.find(({ url }) => url === person.url);
    if (!replica) throw new Error(`No replica is at ${person.url}.`);
    return replica;
  };

  /** Three who write and three who read, one of each at every replica. */
  async function traffic() {
    const authors = await guests(cluster(), 'a', 'b', 'c');
    const watchers = await guests(cluster(), 'reader', 'reader', 'reader');
    const roomId = await startRoom(authors[0], ...authors.slice(1), ...watchers);
    const readers = watchers.map((watcher) => new Reader(watcher, roomId, waysOf(watcher)));
    await expect.poll(() => readers.every((reader) => reader.isOpen)).toBe(true);
    const writers = authors.map(
      (author, n) => new Writer(author, roomId, n === 0 ? 'http' : 'socket', 'traffic', { urls: waysOf(author) }),
    );
    const flows = async () => {
      const before = writers.map((writer) => writer.acknowledged.size);
      await expect
        .poll(() => writers.every((writer, n) => writer.acknowledged.size >= (before[n] ?? 0) + 10), COMES_BACK_WITHIN)
        .toBe(true);
    };
    await flows();
    return { watchers, roomId, readers, writers, flows };
  }
  type Traffic = Awaited<ReturnType<typeof traffic>>;

  /** Everything that was acknowledged is there, once, and on every reader's screen, in the same order. */
  async function expectNothingMissing({ watchers: [reader], roomId, readers, writers }: Traffic) {
    await Promise.all(writers.map((writer) => writer.stop()));
    const items = await wholeTimeline(reader, roomId);
    expect(items.map((item) => item.number)).toEqual(items.map((_item, index) => index + 1));
    const stored = items.flatMap(({ clientMessageId }) => clientMessageId ?? []);
    expect(new Set(stored).size).toBe(stored.length);
    expect([...stored].sort()).toEqual(writers.flatMap((writer) => [...writer.acknowledged.keys()]).sort());
    for (const one of readers) {
      await expect.poll(() => one.shown.map(({ id }) => id), COMES_BACK_WITHIN).toEqual(items.map(({ id }) => id));
      expect(one.violations).toEqual([]);
      await one.stop();
    }
  }

  it('a replica that dies: its clients go on with another one, from where they were', async () => {
    const all = await traffic();
    const lost = replicaOf(all.watchers[0]);
    await lost.end('SIGKILL');
    await all.flows();
    await lost.start();
    await all.flows();
    await expectNothingMissing(all);
    expect(all.readers.map((reader) => reader.resyncs)).toEqual([0, 0, 0]);
    expect(all.readers[0]?.connections).toBeGreaterThan(1);
    expect(all.readers.slice(1).map((reader) => reader.connections)).toEqual([1, 1]);
  });

  it('a replica that is stopped hands its clients over: nobody waits, and nothing is missing', async () => {
    const all = await traffic();
    const stopped = replicaOf(all.watchers[1]);
    expect((await stopped.end('SIGTERM')).exitCode).toBe(0);
    await all.flows();
    await stopped.start();
    await expectNothingMissing(all);
    expect(all.readers.map((reader) => reader.resyncs)).toEqual([0, 0, 0]);
  });

  it('a Redis that is killed and comes back: nothing acknowledged is missing, and every reader is up to date', async () => {
    const all = await traffic();
    await cluster().redis.kill();
    await cluster().redis.restart();
    await all.flows();
    await expectNothingMissing(all);
  });

  it('whoever was with a replica that was stopped is offline at once; killed, within 60 s', async () => {
    const [watcher, guest, victim] = await people(cluster(), 'watcher', 'guest', 'victim');
    const presence = await watcher.listen(base.userPresence, {});
    const isOnline = (person: Person) => presence.events.at(-1)?.includes(person.handle);
    await expect.poll(() => [isOnline(guest), isOnline(victim)]).toEqual([true, true]);

    await replicaOf(guest).end('SIGTERM');
    await vi.waitFor(() => expect(isOnline(guest)).toBe(false), { timeout: 5_000 });
    expect(isOnline(victim)).toBe(true);

    await replicaOf(victim).end('SIGKILL');
    await vi.waitFor(() => expect(isOnline(victim)).toBe(false), { timeout: 60_000, interval: 200 });
    expect(await watcher.do(base.users, {})).not.toContain(victim.handle);
    expect(isOnline(watcher)).toBe(true);
    await Promise.all([guest, victim].map((person) => replicaOf(person).start()));
  });
});
