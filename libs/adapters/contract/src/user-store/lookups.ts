import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { oneTo } from '../commands.ts';
import { openBackendForTest } from '../opened-backend.ts';
import { shuffled } from '../room-story.ts';
import { claimOf } from './claim-of.ts';

export function describeLookups(open: OpenBackend): void {
  describe('looking up', () => {
    it('gives users and holders in the order of asking, without those that never were', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const handles = oneTo(120).map((n) => `이름-${n}`);
      await Promise.all(handles.map((handle, index) => a.ports.userStore.claim(claimOf(clock, handle, `s${index}`))));
      const asked = shuffled([...handles, 'nobody']);
      const holders = await b.ports.userStore.holders(asked);
      expect(holders.map(({ handle }) => handle)).toEqual(asked.filter((handle) => handle !== 'nobody'));
      const ids = holders.map(({ userId }) => userId);
      const users = await b.ports.userStore.users(['nobody', ...ids]);
      expect(users.map(({ id }) => id)).toEqual(ids);
      expect(await b.ports.userStore.users([])).toEqual([]);
      expect(await b.ports.userStore.holders([])).toEqual([]);
    });

    it('knows everything after a restart', async () => {
      const { backend, a, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1', { kind: 'guest' }));
      const session = await a.ports.userStore.session('s1');
      await backend.restart();
      const { userStore } = (await backend.node()).ports;
      expect(await userStore.session('s1')).toEqual(session);
      expect(session).toMatchObject({ kind: 'guest' });
      expect(await userStore.claim(claimOf(clock, 'ann', 's2'))).toEqual({ kind: 'held' });
    });
  });
}
