import { consume, create, eventually, oneTo, post, seqs } from '@maru/adapters-contract';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openClusterForTest } from './testing/test-cluster.ts';
import { uuidV7 } from './testing/uuid-v7.ts';

const MINUTE = 60_000;
const keyed = (id: string) => post(id, { dedupe: { key: `message:ann:${id}`, fingerprint: id } });

/** A node of a process whose clock is early and one whose clock is late, five minutes each. */
async function openWithWrongClocks() {
  const { cluster } = await openClusterForTest({ clock: Date.now });
  return {
    early: await cluster.node({ clock: () => Date.now() + 5 * MINUTE }),
    late: await cluster.node({ clock: () => Date.now() - 5 * MINUTE }),
  };
}

describe('where clocks of processes are ten minutes apart', () => {
  it('events are in one order, and none is dated before the one before it', async () => {
    const { early, late } = await openWithWrongClocks();
    const events = [...(await late.ports.roomLog.append(create())).events];
    for (const n of oneTo(10))
      events.push(...(await (n % 2 ? early : late).ports.roomLog.append(post(`m${n}`))).events);
    expect(seqs(events)).toEqual(oneTo(11));
    const times = events.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort((x, y) => x - y));
    expect(times[1]).toBeGreaterThan(Date.now() + 4 * MINUTE);
  });

  it('what either made is known when the other repeats it: the age of an id is told by the clock of Redis', async () => {
    const { early, late } = await openWithWrongClocks();
    for (const made of [-11, -9, -5, 0, 4, 6].map((minutes) => Date.now() + minutes * MINUTE)) {
      const command = keyed(uuidV7(made));
      const first = await early.ports.roomLog.append(command);
      expect(first.repeated).toBe(false);
      expect(await late.ports.roomLog.append(command)).toEqual({ ...first, repeated: true });
    }
  });

  it('batches are taken over after their lease, by the clock of Redis', async () => {
    const { early, late } = await openWithWrongClocks();
    const never = new Promise<void>(() => {});
    const lost = await consume(early, 'persist', () => never);
    await early.ports.roomLog.append(post('m1'));
    await eventually(() => expect(lost.delivered).toHaveLength(1));
    const next = await consume(late, 'persist');
    await early.crash();
    expect(next.delivered).toHaveLength(0);
    await eventually(() => expect(seqs(next.handled)).toEqual([1]));
  });

  it('who is online is told alike', async () => {
    const { cluster } = await openClusterForTest({ clock: () => Date.now() });
    const [early, late] = [await cluster.node(), await cluster.node()];
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const real = Date.now();
    const by = async <T>(minutes: number, work: () => Promise<T>) => {
      vi.setSystemTime(real + minutes * MINUTE);
      return work();
    };
    const told = { connectionId: 'c1', sessionId: 's1', userId: 'ann' };
    await by(5, () => early.ports.presence.renew());
    await by(-5, () => late.ports.presence.renew());
    await by(5, () => early.ports.presence.connect(told));
    await by(-5, () => late.ports.presence.connect({ connectionId: 'c2', sessionId: 's2', userId: 'ben' }));
    expect(await by(5, () => early.ports.presence.online())).toEqual(['ann', 'ben']);
    expect(await by(-5, () => late.ports.presence.online())).toEqual(['ann', 'ben']);
  });
});
