import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { oneTo } from '../commands.ts';
import { openBackendForTest } from '../opened-backend.ts';
import { claimOf, HOLD_MS } from './claim-of.ts';

export function describeClaims(open: OpenBackend): void {
  describe('a claim', () => {
    it('binds a free handle to a session; user, holding and session are there at once, on every node', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const claim = claimOf(clock, '지민', 's1');
      const session = { id: 's1', userId: '지민 of s1', handle: '지민', kind: 'page', heldUntil: claim.heldUntil };
      expect(await a.ports.userStore.claim(claim)).toEqual({ kind: 'bound', session });
      const { userStore } = b.ports;
      expect(await userStore.session('s1')).toEqual(session);
      expect(await userStore.users(['지민 of s1'])).toEqual([
        { id: '지민 of s1', handle: '지민', createdAt: clock.now, retired: false },
      ]);
      expect(await userStore.holders(['지민'])).toEqual([
        { handle: '지민', userId: '지민 of s1', sessionId: 's1', heldUntil: claim.heldUntil },
      ]);
    });

    it('gives a handle to one of many sessions that race for it', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const claims = oneTo(20).map((n) => (n % 2 === 0 ? a : b).ports.userStore.claim(claimOf(clock, 'ann', `s${n}`)));
      const results = await Promise.all(claims);
      const bound = results.flatMap((result) => (result.kind === 'bound' ? [result.session.id] : []));
      expect(bound).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'held')).toHaveLength(19);
      expect(await a.ports.userStore.holders(['ann'])).toMatchObject([{ sessionId: bound[0] }]);
    });

    it('gives a session one of many handles that it races for', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const claims = oneTo(20).map((n) =>
        (n % 2 === 0 ? a : b).ports.userStore.claim(claimOf(clock, `name-${n}`, 's')),
      );
      const results = await Promise.all(claims);
      const bound = results.flatMap((result) => (result.kind === 'bound' ? [result.session.handle] : []));
      expect(bound).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'other_handle')).toHaveLength(19);
      expect(await b.ports.userStore.session('s')).toMatchObject({ handle: bound[0] });
      const holders = await a.ports.userStore.holders(oneTo(20).map((n) => `name-${n}`));
      expect(holders.map(({ handle }) => handle)).toEqual(bound);
    });

    it('makes one user where a session asks for its handle on many nodes at once', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const claims = oneTo(10).map((n) => claimOf(clock, 'ann', 's1', { newUserId: `ann ${n}` }));
      const results = await Promise.all(claims.map((claim, n) => (n % 2 === 0 ? a : b).ports.userStore.claim(claim)));
      const { userId = '' } = (await a.ports.userStore.session('s1')) ?? {};
      for (const result of results) expect(result).toMatchObject({ kind: 'bound', session: { id: 's1', userId } });
      expect(await b.ports.userStore.users(claims.map(({ newUserId }) => newUserId))).toMatchObject([{ id: userId }]);
    });

    it('gives the same user to the same session again, and holds the handle at least as long as before', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const first = claimOf(clock, 'ann', 's1');
      await a.ports.userStore.claim(first);
      clock.advance(1_000);
      const later = claimOf(clock, 'ann', 's1', { newUserId: 'nobody' });
      const session = { userId: 'ann of s1', heldUntil: later.heldUntil };
      expect(await b.ports.userStore.claim(later)).toMatchObject({ kind: 'bound', session });
      expect(await b.ports.userStore.claim({ ...first, newUserId: 'nobody' })).toMatchObject({
        kind: 'bound',
        session,
      });
      clock.advance(10 * HOLD_MS);
      expect(await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'))).toMatchObject({
        kind: 'bound',
        session: { userId: 'ann of s1', heldUntil: clock.now + HOLD_MS },
      });
      expect(await a.ports.userStore.users(['nobody'])).toEqual([]);
    });

    it('gives a handle that is held to nobody else, and makes no user', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      clock.advance(HOLD_MS - 1);
      expect(await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'))).toEqual({ kind: 'held' });
      expect(await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'), 'ann of s1')).toEqual({ kind: 'held' });
      expect(await a.ports.userStore.users(['ann of s2', 'ann of s1'])).toMatchObject([
        { id: 'ann of s1', retired: false },
      ]);
      expect(await a.ports.userStore.session('s2')).toBeUndefined();
    });
  });
}
