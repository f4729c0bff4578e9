import { consume, create, eventually, oneTo, post, postMany, seqs } from '@maru/adapters-contract';
import { REQUIRED_GROUPS } from '@maru/chat';
import { describe, expect, it } from 'vitest';
import { openClusterForTest } from './testing/test-cluster.ts';

const REFUSED = { code: 'UNAVAILABLE', retryable: true };
const LONG = '가'.repeat(4_000);

describe('while Redis is full', () => {
  it('events are refused as a whole, reading and consumers go on, and so does everything once there is room', async () => {
    const { cluster, a, b } = await openClusterForTest();
    const first = (await a.ports.roomLog.append(create())).events[0];
    let failures = 0;
    const consumer = await consume(b, 'persist', (events) => {
      // One of them waits to be tried again, alone.
      if (events.some(({ seq }) => seq === 3) && failures++ < 2) throw new Error('not yet');
    });
    const before = await postMany(a.ports.roomLog, 3);
    await cluster.redis.command('CONFIG', 'SET', 'maxmemory', '1');
    await expect(a.ports.roomLog.append(post('no'))).rejects.toMatchObject(REFUSED);
    await expect(b.ports.roomLog.append(create(['ann'], { roomId: 'new' }))).rejects.toMatchObject(REFUSED);
    expect(await a.ports.roomLog.read(first, 10)).toEqual({ kind: 'events', events: before });
    await eventually(() => expect(new Set(seqs(consumer.handled))).toEqual(new Set(oneTo(4))));
    await eventually(async () => expect(await a.ports.roomEvents.lag('persist')).toBe(0));
    await cluster.redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await eventually(async () => expect((await a.ports.roomLog.append(post('yes'))).events[0].seq).toBe(5));
    expect(await b.ports.roomStore.room('new')).toBeUndefined();
  });
});

describe('while consumers are away', () => {
  it('events are refused before Redis is full; all that were acknowledged reach the consumers, and make room', async () => {
    const { a, b, cluster } = await openClusterForTest({}, { maxmemory: '24mb', 'maxmemory-policy': 'noeviction' });
    const acknowledged: number[] = [];
    const refusals: unknown[] = [];
    const fill = async (roomId: string) => {
      try {
        for (;;) acknowledged.push((await a.ports.roomLog.append(post(LONG, { roomId }))).events[0].seq);
      } catch (error) {
        refusals.push(error);
      }
    };
    const rooms = oneTo(4).map((n) => `room-${n}`);
    await Promise.all(rooms.map(fill));
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ ...REFUSED, message: 'There is no room for more right now. Try again later.' });
    // What has to go on has room for it.
    await a.checks['redis']?.();
    await a.ports.presence.connect({ connectionId: 'c', sessionId: 's', userId: 'ann' });
    expect(await b.ports.presence.online()).toEqual(['ann']);
    expect((await b.ports.roomLog.tail('room-1', 0, 5)).length).toBe(5);
    expect(await a.ports.roomEvents.lag('index')).toBe(acknowledged.length);

    const consumers = await Promise.all(REQUIRED_GROUPS.map((group) => consume(b, group)));
    for (const { handled } of consumers) await eventually(() => expect(handled).toHaveLength(acknowledged.length));
    for (const group of REQUIRED_GROUPS)
      await eventually(async () => expect(await a.ports.roomEvents.lag(group)).toBe(0));
    const names = new Set(consumers[0]?.handled.map(({ roomId, seq }) => `${roomId} ${seq}`));
    expect(names.size).toBe(acknowledged.length);
    await eventually(() => a.ports.roomLog.append(post('again')));
    expect(Number(/used_memory:(\d+)/.exec(await cluster.redis.command('INFO', 'memory'))?.[1])).toBeLessThan(
      12 * 2 ** 20,
    );
  });
});
