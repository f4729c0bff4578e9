import { describe, expect, it } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { startConsumers, type Ports, type RebuildProgress } from '@maru/chat';
import { drain } from './drain.ts';
import { edit, oneTo, originOf, post, remove, seqs } from './commands.ts';
import { eventually, openBackendForTest } from './opened-backend.ts';
import { RoomStory } from './room-story.ts';

export function describeOpenedPorts(open: OpenBackend): void {
  describe('OpenedPorts', () => {
    describeMaintenance(open);

    it('has one secret, the same on every node and for ever', async () => {
      const { backend, a, b } = await openBackendForTest(open);
      expect(a.ports.secret.length).toBeGreaterThanOrEqual(32);
      expect([...b.ports.secret]).toEqual([...a.ports.secret]);
      await backend.restart();
      expect([...(await backend.node()).ports.secret]).toEqual([...a.ports.secret]);
      await backend.startNewEpoch();
      expect([...(await backend.node()).ports.secret]).toEqual([...a.ports.secret]);
    });

    it('passes every check of its parts while they work', async () => {
      const { a } = await openBackendForTest(open);
      expect(Object.keys(a.checks)).not.toHaveLength(0);
      for (const check of Object.values({ ...a.checks, ...a.searchChecks }))
        await expect(check()).resolves.toBeUndefined();
    });

    it('finishes what is in hand when it is closed, and leaves the other nodes at work', async () => {
      const { a, b } = await openBackendForTest(open);
      const appends = oneTo(20).map((n) => a.ports.roomLog.append(post(`m${n}`)));
      await a.close();
      const events = (await Promise.all(appends)).flatMap((appended) => appended.events);
      expect(seqs(events)).toEqual(oneTo(20));
      expect((await b.ports.roomLog.append(post('next'))).events[0].seq).toBe(21);
    });
  });
}

/** Everything that is found, newest first. */
const foundIn = async ({ messageSearch }: Ports) =>
  (await messageSearch.search({ roomIds: ['room', 'other', 'stray'], text: 'word', limit: 1_000 })).hits;

function describeMaintenance(open: OpenBackend): void {
  it('rebuilds the search: what the store has, as it is now, and nothing else', async () => {
    const { a, b } = await openBackendForTest(open);
    const appended = [];
    for (const n of oneTo(30))
      appended.push(await a.ports.roomLog.append(post(`word ${n}`, { roomId: n % 3 ? 'room' : 'other' })));
    for (const one of appended.slice(0, 5)) await a.ports.roomLog.append(edit(originOf(one), 'word edited'));
    for (const one of appended.slice(3, 8)) await a.ports.roomLog.append(remove(originOf(one)));
    await drain(a.ports);
    const found = await eventually(async () => {
      const hits = await foundIn(b.ports);
      expect(hits).toHaveLength(25);
      return hits;
    });
    await a.ports.messageSearch.index([new RoomStory('stray').post('word that nobody stored')]);
    await eventually(async () => expect(await foundIn(b.ports)).toHaveLength(26));
    const progress: RebuildProgress[] = [];
    await a.maintenance.rebuildSearch((step) => progress.push(step));
    expect(await foundIn(b.ports)).toEqual(found);
    expect(progress.at(-1)).toMatchObject({ phase: 'indexing' });
  });

  it('rebuilds the search with what was acknowledged and is not stored yet', async () => {
    const { a, b } = await openBackendForTest(open);
    for (const n of oneTo(10)) await a.ports.roomLog.append(post(`word ${n}`));
    const indexers = await startConsumers(b.ports, ['index']);
    await eventually(async () => expect(await b.ports.roomEvents.lag('index')).toBe(0));
    await indexers.stop();
    const persisters = await startConsumers(b.ports, ['persist']);
    await a.maintenance.rebuildSearch(() => {});
    await persisters.stop();
    expect(await foundIn(a.ports)).toHaveLength(10);
  });

  it('knows how long the log is: nothing that some group has not acknowledged is missing', async () => {
    const { a, b } = await openBackendForTest(open, { hotWindow: 10 });
    for (const n of oneTo(30)) await a.ports.roomLog.append(post(`word ${n}`));
    expect(await b.maintenance.logLength()).toBe(30);
    await drain(a.ports);
    await eventually(async () => expect(await b.maintenance.logLength()).toBeLessThanOrEqual(10));
  });
}
