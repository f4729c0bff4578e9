import {
  consume,
  create,
  drain,
  eventually,
  join,
  listen,
  oneTo,
  payloads,
  post,
  postMany,
  seqs,
} from '@maru/adapters-contract';
import { eventHandlers } from '@maru/chat';
import { describe, expect, it } from 'vitest';
import { openClusterForTest } from './testing/test-cluster.ts';
import { loseEverything } from './testing/redis-data.ts';

const REFUSED = { name: 'ChatError', code: 'UNAVAILABLE', retryable: true };
const keyed = (text: string) => post(text, { dedupe: { key: `message:ann:${text}`, fingerprint: text } });

describe('while Redis is down', () => {
  it('everything is refused with an error that says to try again, and works again afterwards', async () => {
    const { cluster, a } = await openClusterForTest();
    await a.ports.roomLog.append(create());
    await cluster.redis.kill();
    await expect(a.ports.roomLog.append(post('no'))).rejects.toMatchObject(REFUSED);
    await expect(a.ports.roomStore.room('room')).rejects.toMatchObject(REFUSED);
    await expect(a.ports.feed.publish('session:s', { userId: null })).rejects.toMatchObject(REFUSED);
    await expect(a.checks['redis']?.()).rejects.toMatchObject(REFUSED);
    await cluster.redis.restart();
    await eventually(() => a.checks['redis']?.());
    expect((await a.ports.roomLog.append(post('yes'))).events[0].seq).toBe(2);
  });

  it('an append that it kills is there once when it is repeated', async () => {
    const { cluster, a } = await openClusterForTest({ hotWindow: 500 });
    const commands = oneTo(200).map((n) => keyed(`m${n}`));
    const outcomes = Promise.allSettled(commands.map((command) => a.ports.roomLog.append(command)));
    await eventually(async () => expect((await a.ports.roomStore.epochs('room')).length).toBe(1));
    await cluster.redis.kill();
    const acknowledged = (await outcomes).flatMap((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value.events : [],
    );
    await cluster.redis.restart();
    await eventually(() => a.checks['redis']?.());
    const repeated = await Promise.all(commands.map((command) => a.ports.roomLog.append(command)));
    const events = repeated.flatMap((appended) => appended.events);
    expect(seqs(events).sort((x, y) => x - y)).toEqual(oneTo(200));
    expect(events).toEqual(expect.arrayContaining(acknowledged));
  });

  it('a server that hangs is not waited for, and what it did in the end is done once', async () => {
    const { cluster, a, b } = await openClusterForTest();
    await a.ports.roomLog.append(create());
    await cluster.redis.pause();
    await expect(a.ports.roomLog.append(keyed('late'))).rejects.toMatchObject(REFUSED);
    cluster.redis.resume();
    await b.ports.roomLog.append(keyed('late'));
    expect((await b.ports.roomLog.append(post('next'))).events[0].seq).toBe(3);
  });
});

describe('when the connection breaks', () => {
  it('every subscriber is told that something may be missing, before anything newer', async () => {
    const { cluster, a, b } = await openClusterForTest();
    const rooms = await listen(a, 'room:room');
    const typing = await listen(a, 'typing:room');
    await b.ports.roomLog.append(post('before'));
    await eventually(() => expect(rooms).toHaveLength(1));
    await cluster.redis.kill();
    await cluster.redis.restart();
    await eventually(() => expect(typing.map(({ kind }) => kind)).toEqual(['missed']));
    await eventually(async () =>
      expect((await b.ports.roomLog.append(post('after'))).events[0].seq).toBeGreaterThan(1),
    );
    await eventually(() => expect(rooms.map(({ kind }) => kind)).toEqual(['payload', 'missed', 'payload']));
  });

  it('and messages flow on, reading from the last one brings all of them in order', async () => {
    const { cluster, a, b } = await openClusterForTest({ hotWindow: 1_000 });
    const [first] = await postMany(b.ports.roomLog, 1);
    const heard = await listen(a, 'room:room');
    const writing = new AbortController();
    const writer = (async () => {
      for (let n = 1; !writing.signal.aborted; n++) await b.ports.roomLog.append(keyed(`n${n}`)).catch(() => undefined);
    })();
    for (let round = 0; round < 3; round++) {
      const before = heard.length;
      await eventually(() => expect(heard.length).toBeGreaterThan(before + 20));
      await cluster.redis.kill();
      await cluster.redis.restart();
      await eventually(() => expect(heard.filter(({ kind }) => kind === 'missed')).toHaveLength(round + 1));
    }
    writing.abort();
    await writer;
    const room = await b.ports.roomLog.read(first!, 1_000);
    const all = room.kind === 'events' ? room.events : [];
    // Whoever repairs at `missed` and passes over what it has, has everything in order.
    const seen = payloads(heard);
    expect(all).toEqual(expect.arrayContaining(seen));
    expect(seqs(seen)).toEqual([...new Set(seqs(seen))].sort((x, y) => x - y));
    expect(seqs(all)).toEqual(oneTo(all.length + 1, 2));
  });

  it('consumers go on, and nothing is left out', async () => {
    const { cluster, a, b } = await openClusterForTest();
    const { handled } = await consume(b, 'persist');
    for (let round = 0; round < 3; round++) {
      await postMany(a.ports.roomLog, 10);
      await cluster.redis.kill();
      await cluster.redis.restart();
      await eventually(() => a.checks['redis']?.());
    }
    await eventually(() => expect(new Set(seqs(handled))).toEqual(new Set(oneTo(30))));
    await eventually(async () => expect(await b.ports.roomEvents.lag('persist')).toBe(0));
  });
});

describe('a consumer that slept through a loss', () => {
  it('changes nothing by what it still writes', async () => {
    const { cluster, a, b } = await openClusterForTest();
    await a.ports.roomLog.append(create(['ann']));
    await drain(a.ports);
    let goOn = () => {};
    const asleep = new Promise<void>((resolve) => (goOn = resolve));
    const sleeper = await consume(a, 'persist', async (events) => {
      await asleep;
      await eventHandlers.persist(a.ports)(events, []);
    });
    const lost = await postMany(b.ports.roomLog, 2);
    await b.ports.roomLog.append(join('ben'));
    await eventually(() => expect(sleeper.delivered).not.toHaveLength(0));
    await loseEverything(cluster.redis);
    const kept = (await b.ports.roomLog.append(post('kept'))).events[0];
    expect(kept).toMatchObject({ seq: 2, number: 2 });
    goOn();
    await eventually(() => expect(seqs(sleeper.handled)).toContain(lost[0]!.seq));
    await sleeper.stop();
    const shown = () => b.ports.messageStore.page('room', { after: 1, limit: 10 });
    expect(await shown()).toEqual([]);
    await drain(b.ports);
    expect(await shown()).toMatchObject([{ epoch: kept.epoch, body: { text: 'kept' } }]);
    await loseEverything(cluster.redis);
    expect(await b.ports.roomStore.room('room')).toMatchObject({ head: { seq: 2, epoch: kept.epoch } });
    expect(await b.ports.roomStore.member('room', 'ben')).toBeUndefined();
    expect(await b.ports.roomStore.memberList('room')).toMatchObject({ count: 1 });
    expect((await b.ports.roomLog.append(keyed('m1'))).events[0].seq).toBe(3);
  });
});
