import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { oneTo } from '../commands.ts';
import { openBackendForTest } from '../opened-backend.ts';
import { claimOf, HOLD_MS } from './claim-of.ts';

export function describeTakingOver(open: OpenBackend): void {
  describe('taking over a handle', () => {
    const formerly = { kind: 'vacated', formerUserId: 'ann of s1', formerSessionId: 's1' };

    it('makes the former session anonymous and its user retired, before anybody else has the handle', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      clock.advance(HOLD_MS);
      expect(await a.ports.userStore.session('s1')).toMatchObject({ userId: 'ann of s1' });
      expect(await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'))).toEqual(formerly);
      expect(await a.ports.userStore.session('s1')).toBeUndefined();
      expect(await a.ports.userStore.session('s2')).toBeUndefined();
      expect(await a.ports.userStore.users(['ann of s1'])).toMatchObject([{ handle: 'ann', retired: true }]);
      expect(await a.ports.userStore.holders(['ann'])).toMatchObject([{ userId: 'ann of s1', sessionId: null }]);
      expect(await a.ports.userStore.hold('s1', clock.now + HOLD_MS)).toBe(false);
    });

    it('is complete when the claimant says whose memberships it ended', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      clock.advance(HOLD_MS);
      const claim = claimOf(clock, 'ann', 's2');
      await b.ports.userStore.claim(claim);
      expect(await b.ports.userStore.claim(claim, 'ann of s1')).toMatchObject({
        kind: 'bound',
        session: { id: 's2', userId: 'ann of s2' },
      });
      expect(await a.ports.userStore.users(['ann of s1', 'ann of s2'])).toMatchObject([
        { retired: true },
        { retired: false },
      ]);
      expect(await a.ports.userStore.holders(['ann'])).toMatchObject([{ userId: 'ann of s2', sessionId: 's2' }]);
    });

    it('asks again where nobody, or somebody else, was named', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      clock.advance(HOLD_MS);
      const claim = claimOf(clock, 'ann', 's2');
      await b.ports.userStore.claim(claim);
      const again = { kind: 'vacated', formerUserId: 'ann of s1' };
      expect(await b.ports.userStore.claim(claim)).toMatchObject(again);
      expect(await b.ports.userStore.claim(claim, 'ann of s3')).toMatchObject(again);
    });

    it('cannot be completed while the former session is still bound: what it does now was not ended yet', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      clock.advance(HOLD_MS);
      expect(await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'), 'ann of s1')).toEqual(formerly);
      expect(await a.ports.userStore.session('s1')).toBeUndefined();
    });

    it('leaves the handle to whoever completes first; the others find it held', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's0', { newUserId: 'ann of s1' }));
      clock.advance(HOLD_MS);
      const claims = oneTo(10).map((n) => claimOf(clock, 'ann', `t${n}`));
      const claimAll = (vacated?: string) =>
        Promise.all(claims.map((claim, index) => (index % 2 === 0 ? a : b).ports.userStore.claim(claim, vacated)));
      for (const result of await claimAll())
        expect(result).toMatchObject({ kind: 'vacated', formerUserId: 'ann of s1' });
      const kinds = (await claimAll('ann of s1')).map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['bound', ...Array.from({ length: 9 }, () => 'held')]);
    });

    it('lets the former session come back as another user, if it completes first', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      clock.advance(HOLD_MS);
      await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'));
      const returning = claimOf(clock, 'ann', 's1', { newUserId: 'second ann of s1' });
      expect(await a.ports.userStore.claim(returning)).toMatchObject({ kind: 'vacated', formerUserId: 'ann of s1' });
      expect(await a.ports.userStore.claim(returning, 'ann of s1')).toMatchObject({
        kind: 'bound',
        session: { userId: 'second ann of s1' },
      });
      expect(await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'), 'ann of s1')).toEqual({ kind: 'held' });
    });

    it('races with the former session’s hold: the handle stays, or it goes, for both alike', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      for (const n of oneTo(10)) {
        const handle = `name-${n}`;
        await a.ports.userStore.claim(claimOf(clock, handle, `s${n}`, { heldUntil: clock.now }));
        const [held, claimed] = await Promise.all([
          a.ports.userStore.hold(`s${n}`, clock.now + HOLD_MS),
          b.ports.userStore.claim(claimOf(clock, handle, `t${n}`)),
        ]);
        expect(claimed.kind).toBe(held ? 'held' : 'vacated');
        expect((await b.ports.userStore.session(`s${n}`)) !== undefined).toBe(held);
      }
    });
  });
}
