import { BecameDeadLetter, type EventHandler } from '@maru/chat';
import { describe, expect, it } from 'vitest';
import type { BackendNode, OpenBackend } from '../backend.ts';
import { change, fromTheFuture, post, postMany } from '../commands.ts';
import { eventually, MAX_DELIVERIES, openBackendForTest } from '../opened-backend.ts';

const CARRIER = 'a request, and its “trace”';

/** Consumes, and keeps by seq what came along with each event, as often as it was delivered. */
async function consumeCarriers(node: BackendNode, handler: EventHandler = async () => {}) {
  const carriers = new Map<number, (string | undefined)[]>();
  await node.ports.roomEvents.consume('persist', async (events, ofEvents) => {
    events.forEach(({ seq }, index) => carriers.set(seq, [...(carriers.get(seq) ?? []), ofEvents[index]]));
    expect(ofEvents).toHaveLength(events.length);
    await handler(events, ofEvents);
  });
  return carriers;
}

export function describeCarriers(open: OpenBackend): void {
  describe('what an append sends along', () => {
    it('reaches the handler on every node with each event of the command, and with no other', async () => {
      const { a, b } = await openBackendForTest(open);
      await a.ports.roomLog.append(post('without'));
      await a.ports.roomLog.append({ ...post('with'), carrier: CARRIER });
      const leaving = change([{ kind: 'member_left', userId: 'ann' }, { kind: 'room_ended' }], {
        dedupe: { key: 'leave', fingerprint: 'f' },
      });
      await a.ports.roomLog.append({ ...leaving, carrier: 'leaving' });
      const carriers = await consumeCarriers(b);
      await eventually(() =>
        expect([...carriers].sort(([one], [other]) => one - other)).toEqual([
          [1, [undefined]],
          [2, [CARRIER]],
          [3, ['leaving']],
          [4, ['leaving']],
        ]),
      );
    });

    it('is no part of the event, and of no repetition of the command', async () => {
      const { a, b } = await openBackendForTest(open);
      const command = post('once', { dedupe: { key: 'k', fingerprint: 'f' } });
      const first = await a.ports.roomLog.append({ ...command, carrier: CARRIER });
      const again = await b.ports.roomLog.append({ ...command, carrier: 'another' });
      expect(again).toEqual({ ...first, repeated: true });
      expect(JSON.stringify(first)).not.toContain('trace');
      const carriers = await consumeCarriers(a);
      await eventually(() => expect(carriers.get(1)).toEqual([CARRIER]));
    });

    it('is there at every attempt, after a restart, with the dead letter, and when that is replayed', async () => {
      const told: unknown[] = [];
      const { backend, a } = await openBackendForTest(open, { onError: (error) => told.push(error) });
      await a.ports.roomLog.append({ ...post('poison'), carrier: CARRIER });
      await backend.restart();
      const node = await backend.node();
      let broken = true;
      const carriers = await consumeCarriers(node, async () => {
        if (broken) throw new Error('cannot be digested');
      });
      const letters = () => node.ports.roomEvents.deadLetters('persist', 10);
      await eventually(async () => expect(await letters()).toMatchObject([{ carrier: CARRIER }]));
      expect(told.filter((error) => error instanceof BecameDeadLetter)).toMatchObject([
        { group: 'persist', carrier: CARRIER },
      ]);
      broken = false;
      await node.ports.roomEvents.replayDeadLetter('persist', (await letters())[0]?.id ?? '');
      await eventually(async () => expect(await node.ports.roomEvents.lag('persist')).toBe(0));
      expect(carriers.get(1)?.length).toBeGreaterThan(MAX_DELIVERIES);
      expect(new Set(carriers.get(1))).toEqual(new Set([CARRIER]));
    });
  });

  describe('a backlog', () => {
    it('tells what is not acknowledged, what of it is in hand or tried again, and how many letters are dead', async () => {
      const { a, b } = await openBackendForTest(open);
      await postMany(a.ports.roomLog, 3);
      await a.ports.roomLog.append(fromTheFuture());
      const backlog = () => b.ports.roomEvents.backlog('index');
      expect(await backlog()).toEqual({ lag: 4, pending: 0, deadLetters: 0 });
      let finish = () => {};
      await a.ports.roomEvents.consume('index', () => new Promise((resolve) => (finish = resolve)));
      await eventually(async () => {
        const { lag, pending } = await backlog();
        expect(pending).toBeGreaterThan(0);
        expect(pending).toBeLessThanOrEqual(lag);
      });
      await eventually(async () => {
        finish();
        expect(await backlog()).toEqual({ lag: 0, pending: 0, deadLetters: 1 });
      });
    });
  });
}
