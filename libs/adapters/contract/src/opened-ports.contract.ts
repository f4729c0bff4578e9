import { describe, expect, it } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { oneTo, post, seqs } from './commands.ts';
import { openBackendForTest } from './opened-backend.ts';

export function describeOpenedPorts(open: OpenBackend): void {
  describe('OpenedPorts', () => {
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
      for (const check of Object.values(a.checks)) await expect(check()).resolves.toBeUndefined();
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
