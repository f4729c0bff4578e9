import type { AppendCommand } from '@maru/chat';
import { Conflict, DedupeMismatch } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { change, create, memberGuard, oneTo, originOf, post, postMany, remove, seqs } from '../commands.ts';
import { drain } from '../drain.ts';
import { HOT_WINDOW, openBackendForTest } from '../opened-backend.ts';

const keyed = (text: string, key = 'key'): AppendCommand =>
  post(text, { dedupe: { key, fingerprint: `says ${text}` } });

export function describeDedupe(open: OpenBackend): void {
  describe('a dedupe key', () => {
    it('makes a repetition return the first result and append nothing, on whatever node', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const first = await a.ports.roomLog.append(keyed('hello'));
      expect(first.repeated).toBe(false);
      clock.advance(1_000);
      await a.ports.roomLog.append(post('between'));
      for (const { ports } of [a, b])
        expect(await ports.roomLog.append(keyed('hello'))).toEqual({ events: first.events, repeated: true });
      expect((await b.ports.roomLog.append(post('next'))).events[0].seq).toBe(3);
    });

    it('lets exactly one of many racing repetitions append', async () => {
      const { a, b } = await openBackendForTest(open);
      const results = await Promise.all(
        oneTo(20).map((n) => (n % 2 === 0 ? a : b).ports.roomLog.append(keyed('hello'))),
      );
      expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
      for (const { events } of results) expect(events).toEqual(results[0]!.events);
      expect((await b.ports.roomLog.append(post('next'))).events[0].seq).toBe(2);
    });

    it('refuses another content, and appends nothing', async () => {
      const { a, b } = await openBackendForTest(open);
      const first = await a.ports.roomLog.append(keyed('hello'));
      await expect(b.ports.roomLog.append(keyed('bye'))).rejects.toThrow(DedupeMismatch);
      expect(await b.ports.roomLog.append(keyed('hello'))).toEqual({ events: first.events, repeated: true });
      expect((await a.ports.roomLog.append(post('next'))).events[0].seq).toBe(2);
    });

    it('lets one of two contents hold where they race', async () => {
      const { a, b } = await openBackendForTest(open);
      const outcomes = await Promise.allSettled([
        a.ports.roomLog.append(keyed('hello')),
        b.ports.roomLog.append(keyed('bye')),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DedupeMismatch);
    });

    it('is of its room alone', async () => {
      const { a } = await openBackendForTest(open);
      await a.ports.roomLog.append(keyed('hello'));
      const elsewhere = await a.ports.roomLog.append({ ...keyed('bye'), roomId: 'room-2' });
      expect(elsewhere).toMatchObject({ repeated: false, events: [{ roomId: 'room-2', seq: 1 }] });
    });

    it('is looked at before the guards: a repetition is no conflict', async () => {
      const { a, b } = await openBackendForTest(open);
      const command = create(['ann'], {
        guards: [{ record: 'room', revision: null }],
        dedupe: { key: 'create', fingerprint: 'f' },
      });
      const first = await a.ports.roomLog.append(command);
      expect(await b.ports.roomLog.append(command)).toEqual({ events: first.events, repeated: true });
    });

    it('is free again where its command was refused', async () => {
      const { a } = await openBackendForTest(open);
      const refused = { ...keyed('hello'), guards: [memberGuard('ann', { epoch: 1, seq: 1 })] };
      await expect(a.ports.roomLog.append(refused)).rejects.toThrow(Conflict);
      expect(await a.ports.roomLog.append(keyed('bye'))).toMatchObject({ repeated: false, events: [{ seq: 1 }] });
    });

    it('returns all events of the first result, also where the repetition would do something else', async () => {
      const { a, b } = await openBackendForTest(open);
      const dedupe = { key: 'leave', fingerprint: 'ann leaves' };
      const left = { kind: 'member_left', userId: 'ann' } as const;
      const first = await a.ports.roomLog.append(change([left, { kind: 'room_ended' }], { dedupe, actorId: 'ben' }));
      const again = await b.ports.roomLog.append(change([left], { dedupe, actorId: 'cho' }));
      expect(again).toEqual({ events: first.events, repeated: true });
      expect(seqs(again.events)).toEqual([1, 2]);
    });

    it('holds when the hot window is gone, after a restart, and in a new epoch', async () => {
      const { backend, a, clock } = await openBackendForTest(open);
      const created = create(['ann', 'ben'], { dedupe: { key: 'create', fingerprint: 'f' } });
      const firsts = [await a.ports.roomLog.append(created), await a.ports.roomLog.append(keyed('hello'))];
      const repeatedOn = async ({ ports }: typeof a) => {
        clock.advance(3_600_000);
        expect(await ports.roomLog.append(created)).toEqual({ events: firsts[0]!.events, repeated: true });
        expect(await ports.roomLog.append(keyed('hello'))).toEqual({ events: firsts[1]!.events, repeated: true });
        await expect(ports.roomLog.append(keyed('bye'))).rejects.toThrow(DedupeMismatch);
      };
      await postMany(a.ports.roomLog, 5 * HOT_WINDOW);
      await drain(a.ports);
      await repeatedOn(a);
      await backend.restart();
      await repeatedOn(await backend.node());
      await backend.startNewEpoch();
      const node = await backend.node();
      await repeatedOn(node);
      expect((await node.ports.roomLog.append(post('next'))).events[0].seq).toBe(5 * HOT_WINDOW + 3);
    });

    it('holds when its message was deleted since', async () => {
      const { a, b } = await openBackendForTest(open);
      const first = await a.ports.roomLog.append(keyed('hello'));
      await a.ports.roomLog.append(remove(originOf(first)));
      expect(await b.ports.roomLog.append(keyed('hello'))).toEqual({ events: first.events, repeated: true });
    });

    it('that is not given dedupes nothing', async () => {
      const { a } = await openBackendForTest(open);
      const results = [await a.ports.roomLog.append(post('hello')), await a.ports.roomLog.append(post('hello'))];
      expect(results.map(({ events }) => events[0].seq)).toEqual([1, 2]);
    });
  });
}
