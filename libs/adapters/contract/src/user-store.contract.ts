import type { HandleClaim } from '@maru/chat';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { oneTo } from './commands.ts';
import type { ManualClock } from './manual-clock.ts';
import { openBackendForTest } from './opened-backend.ts';
import { shuffled } from './room-story.ts';

const HOLD_MS = 60_000;

/** A claim of a handle by a session, for a new user who is called after both. */
const claimOf = (
  clock: ManualClock,
  handle: string,
  sessionId: string,
  extras: Partial<HandleClaim> = {},
): HandleClaim => ({
  handle,
  sessionId,
  kind: 'page',
  now: clock.now,
  heldUntil: clock.now + HOLD_MS,
  newUserId: `${handle} of ${sessionId}`,
  ...extras,
});

export function describeUserStore(open: OpenBackend): void {
  describe('UserStore', () => {
    describeClaims(open);
    describeTakingOver(open);
    describeHolds(open);
    describeLookups(open);
  });
}

function describeClaims(open: OpenBackend): void {
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
    const claims = oneTo(20).map((n) => (n % 2 === 0 ? a : b).ports.userStore.claim(claimOf(clock, `name-${n}`, 's')));
    const results = await Promise.all(claims);
    const bound = results.flatMap((result) => (result.kind === 'bound' ? [result.session.handle] : []));
    expect(bound).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'other_handle')).toHaveLength(19);
    expect(await b.ports.userStore.session('s')).toMatchObject({ handle: bound[0] });
    const holders = await a.ports.userStore.holders(oneTo(20).map((n) => `name-${n}`));
    expect(holders.map(({ handle }) => handle)).toEqual(bound);
  });

  it('gives the same user to the same session again, and holds the handle at least as long as before', async () => {
    const { a, b, clock } = await openBackendForTest(open);
    const first = claimOf(clock, 'ann', 's1');
    await a.ports.userStore.claim(first);
    clock.advance(1_000);
    const later = claimOf(clock, 'ann', 's1', { newUserId: 'nobody' });
    const session = { userId: 'ann of s1', heldUntil: later.heldUntil };
    expect(await b.ports.userStore.claim(later)).toMatchObject({ kind: 'bound', session });
    expect(await b.ports.userStore.claim({ ...first, newUserId: 'nobody' })).toMatchObject({ kind: 'bound', session });
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
}

function describeTakingOver(open: OpenBackend): void {
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
    for (const result of await claimAll()) expect(result).toMatchObject({ kind: 'vacated', formerUserId: 'ann of s1' });
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
}

function describeHolds(open: OpenBackend): void {
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
}

function describeLookups(open: OpenBackend): void {
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

  it('has one secret, the same on every node and for ever', async () => {
    const { backend, a, b } = await openBackendForTest(open);
    expect(a.ports.secret.length).toBeGreaterThanOrEqual(32);
    expect([...b.ports.secret]).toEqual([...a.ports.secret]);
    await backend.restart();
    expect([...(await backend.node()).ports.secret]).toEqual([...a.ports.secret]);
    await backend.startNewEpoch();
    expect([...(await backend.node()).ports.secret]).toEqual([...a.ports.secret]);
  });
}
