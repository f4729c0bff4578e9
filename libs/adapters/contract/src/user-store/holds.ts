import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { openBackendForTest } from '../opened-backend.ts';
import { claimOf, HOLD_MS } from './claim-of.ts';

export function describeHolds(open: OpenBackend): void {
  describe('a hold', () => {
    it('lasts as long as was said last, longer or shorter', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      expect(await b.ports.userStore.hold('s1', clock.now + 10 * HOLD_MS)).toBe(true);
      clock.advance(5 * HOLD_MS);
      expect(await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'))).toEqual({ kind: 'held' });
      expect(await a.ports.userStore.hold('s1', clock.now)).toBe(true);
      expect(await b.ports.userStore.session('s1')).toMatchObject({ userId: 'ann of s1', heldUntil: clock.now });
      expect(await b.ports.userStore.claim(claimOf(clock, 'ann', 's2'))).toMatchObject({ kind: 'vacated' });
    });

    it('is of bound sessions only', async () => {
      const { a, clock } = await openBackendForTest(open);
      expect(await a.ports.userStore.hold('nobody', clock.now + HOLD_MS)).toBe(false);
      expect(await a.ports.userStore.session('nobody')).toBeUndefined();
    });

    it('ends with the session, which is bound no more; the next user of the handle is another one', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      await b.ports.userStore.endSession('s1', clock.now);
      expect(await a.ports.userStore.session('s1')).toBeUndefined();
      expect(await a.ports.userStore.hold('s1', clock.now + HOLD_MS)).toBe(false);
      const [holding] = await a.ports.userStore.holders(['ann']);
      expect(holding).toMatchObject({ userId: 'ann of s1', sessionId: null });
      expect(holding!.heldUntil).toBeLessThanOrEqual(clock.now);
      const claim = claimOf(clock, 'ann', 's2');
      const vacated = { kind: 'vacated', formerUserId: 'ann of s1', formerSessionId: null };
      expect(await a.ports.userStore.claim(claim)).toEqual(vacated);
      expect(await a.ports.userStore.claim(claim, 'ann of s1')).toMatchObject({
        kind: 'bound',
        session: { userId: 'ann of s2' },
      });
      expect(await b.ports.userStore.users(['ann of s1'])).toMatchObject([{ retired: true }]);
    });

    it('that ended leaves the session free for another handle, and ends only once', async () => {
      const { a, clock } = await openBackendForTest(open);
      await a.ports.userStore.claim(claimOf(clock, 'ann', 's1'));
      await a.ports.userStore.endSession('s1', clock.now);
      await a.ports.userStore.endSession('s1', clock.now);
      await a.ports.userStore.endSession('nobody', clock.now);
      expect(await a.ports.userStore.claim(claimOf(clock, 'ben', 's1'))).toMatchObject({ kind: 'bound' });
    });
  });
}
