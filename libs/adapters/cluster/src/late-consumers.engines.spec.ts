import {
  consume,
  create,
  drain,
  edit,
  eventually,
  oneTo,
  originOf,
  post,
  postMany,
  remove,
  seqs,
} from '@maru/adapters-contract';
import { eventHandlers } from '@maru/chat';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loseEverything } from './testing/redis-data.ts';
import { openClusterForTest } from './testing/test-cluster.ts';
import { messagesOf } from './testing/watched-room.ts';

describe('a consumer that was paused for longer than its lease', () => {
  it('changes nothing by the old work that it then goes on with', async () => {
    const { cluster, a, b } = await openClusterForTest({ hotWindow: 3 });
    await a.ports.roomLog.append(create(['ann']));
    const posted = [await a.ports.roomLog.append(post('m1')), await a.ports.roomLog.append(post('m2'))];
    let goOn = () => {};
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    const sleeper = await consume(a, 'persist', async (events) => {
      await paused;
      await eventHandlers.persist(a.ports)(events, []);
    });
    await eventually(() => expect(sleeper.delivered).toHaveLength(3));

    // Its batch goes to another one, and so does what follows; what it has in hand is trimmed from the hot window.
    await b.ports.roomLog.append(edit(originOf(posted[0]!), 'edited'));
    await b.ports.roomLog.append(remove(originOf(posted[1]!)));
    await postMany(b.ports.roomLog, 5);
    await drain(b.ports);
    const before = await messagesOf(b);
    const room = await b.ports.roomStore.room('room');

    const newer = await consume(b, 'persist', () => new Promise<void>(() => {}));
    await b.ports.roomLog.append(post('in hand'));
    await eventually(() => expect(newer.delivered).toHaveLength(1));
    goOn();
    await eventually(() => expect(sleeper.handled).toHaveLength(3));
    await sleeper.stop();
    expect((await messagesOf(b)).slice(0, -1)).toEqual(before);
    expect(before.map(({ body }) => body?.text)).toEqual(['edited', undefined, 'm1', 'm2', 'm3', 'm4', 'm5']);
    // What another has in hand is that one's to acknowledge.
    expect((await b.ports.roomEvents.backlog('persist')).lag).toBe(1);
    expect(await b.ports.roomStore.room('room')).toMatchObject({ ...room, head: { seq: 11 } });

    await b.crash();
    const third = await cluster.node();
    await drain(third.ports);
    expect((await messagesOf(third)).map(({ seq }) => seq)).toEqual(
      oneTo(11, 2).filter((seq) => seq !== 4 && seq !== 5),
    );
  });

  it('shares its entry with whoever took it over: both handle it, it is acknowledged once, and done once', async () => {
    const { a, b } = await openClusterForTest();
    const release: (() => void)[] = [];
    const together = () => new Promise<void>((resolve) => release.push(resolve));
    const first = await consume(a, 'index', together);
    await postMany(a.ports.roomLog, 4);
    await eventually(() => expect(first.delivered).not.toHaveLength(0));
    const second = await consume(b, 'index', together);
    await eventually(() => expect(seqs(second.delivered)).toEqual(expect.arrayContaining(seqs(first.delivered))));
    await eventually(async () => {
      for (const done of release.splice(0)) done();
      expect(await b.ports.roomEvents.lag('index')).toBe(0);
    });
    expect(new Set(seqs([...first.handled, ...second.handled]))).toEqual(new Set(oneTo(4)));
    expect(await b.ports.roomEvents.deadLetters('index', 10)).toEqual([]);
  });

  it('acknowledges nothing of another log, which has its own entries at the same places', async () => {
    const { cluster } = await openClusterForTest();
    const [a, b] = [await cluster.node({ leaseMs: 600_000 }), await cluster.node({ leaseMs: 600_000 })];
    for (const node of [a, b]) onTestFinished(() => node.crash());
    const never = new Promise<void>(() => {});
    let goOn = () => {};
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    await postMany(a.ports.roomLog, 3);
    const sleeper = await consume(a, 'index', () => (sleeper.delivered.length > 3 ? never : paused));
    await eventually(() => expect(sleeper.delivered).toHaveLength(3));
    await loseEverything(cluster.redis);
    const events = await postMany(b.ports.roomLog, 3);
    const other = await consume(b, 'index', () => never);
    await eventually(() => expect(other.delivered).toHaveLength(3));
    goOn();
    // What it has done with is not what is there now: that is handed out again.
    await eventually(() => expect(sleeper.delivered).toHaveLength(6));
    expect(await b.ports.roomEvents.lag('index')).toBe(3);
    await Promise.all([a.crash(), b.crash()]);
    const next = await consume(await cluster.node(), 'index');
    await eventually(() => expect(new Set(seqs(next.handled))).toEqual(new Set(seqs(events))));
  });
});
