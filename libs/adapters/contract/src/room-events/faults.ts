import { busy } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import { REQUIRED_GROUPS } from '@maru/chat';
import type { OpenBackend } from '../backend.ts';
import { fromTheFuture, oneTo, post, postMany, seqs } from '../commands.ts';
import { drain } from '../drain.ts';
import { eventually, HOT_WINDOW, MAX_DELIVERIES, openBackendForTest } from '../opened-backend.ts';
import { consume } from '../recording-consumer.ts';

const isPoison = (event: { kind: string; seq: number }) => event.seq % 5 === 0;

export function describeFaults(open: OpenBackend): void {
  describe('a crash', () => {
    it('after handling and before the acknowledgement means redelivery, to another consumer of the group', async () => {
      const { a, b } = await openBackendForTest(open);
      const never = new Promise<void>(() => {});
      const first = await consume(a, 'persist', () => never);
      await postMany(a.ports.roomLog, 3);
      await eventually(() => expect(first.delivered).not.toHaveLength(0));
      const second = await consume(b, 'persist');
      await a.crash();
      await eventually(() => expect(new Set(seqs(second.handled))).toEqual(new Set([1, 2, 3])));
      await eventually(async () => expect(await b.ports.roomEvents.lag('persist')).toBe(0));
    });

    it('in the middle of handling acknowledges nothing, also where the handler is finished later', async () => {
      const { a, b } = await openBackendForTest(open);
      let finish = () => {};
      const first = await consume(a, 'persist', () => new Promise((resolve) => (finish = resolve)));
      await postMany(a.ports.roomLog, 3);
      await eventually(() => expect(first.delivered).not.toHaveLength(0));
      await a.crash();
      finish();
      await eventually(() => expect(first.handled).not.toHaveLength(0));
      expect(await b.ports.roomEvents.lag('persist')).toBe(3);
      const second = await consume(b, 'persist');
      await eventually(() => expect(new Set(seqs(second.handled))).toEqual(new Set([1, 2, 3])));
    });

    it('of everything loses no entry', async () => {
      const { backend, a } = await openBackendForTest(open);
      const never = new Promise<void>(() => {});
      const first = await consume(a, 'persist', () => never);
      await postMany(a.ports.roomLog, 12);
      await eventually(() => expect(first.delivered).not.toHaveLength(0));
      await backend.restart();
      const { handled } = await consume(await backend.node(), 'persist');
      await eventually(() => expect(new Set(seqs(handled))).toEqual(new Set(oneTo(12))));
    });

    it('on the same entry each time makes a dead letter of it: it does not end processes for ever', async () => {
      const { backend } = await openBackendForTest(open);
      let node = await backend.node();
      await postMany(node.ports.roomLog, 3);
      for (let crash = 0; (await node.ports.roomEvents.deadLetters('persist', 10)).length === 0; crash++) {
        expect(crash).toBeLessThan(3 * MAX_DELIVERIES);
        const dying = await consume(node, 'persist', (events) =>
          events.some(({ seq }) => seq === 2) ? new Promise<void>(() => {}) : undefined,
        );
        await eventually(async () => {
          const dead = await node.ports.roomEvents.deadLetters('persist', 10);
          expect(dead.length > 0 || seqs(dying.delivered).includes(2)).toBe(true);
        });
        await backend.restart();
        node = await backend.node();
      }
      expect(await node.ports.roomEvents.deadLetters('persist', 10)).toMatchObject([{ event: { seq: 2 } }]);
      const { handled } = await consume(node, 'persist');
      await eventually(async () => expect(await node.ports.roomEvents.lag('persist')).toBe(0));
      expect(seqs(handled)).not.toContain(2);
    });
  });

  describe('poison', () => {
    it('goes to the dead letters after as many failures as are allowed; the others flow on', async () => {
      const { a, b } = await openBackendForTest(open);
      const { delivered, handled } = await consume(a, 'persist', (events) => {
        if (events.some(isPoison)) throw new Error('cannot be digested');
      });
      await postMany(a.ports.roomLog, 12);
      await eventually(async () => expect(await b.ports.roomEvents.lag('persist')).toBe(0));
      expect(new Set(seqs(handled))).toEqual(new Set(oneTo(12).filter((seq) => seq % 5 !== 0)));
      for (const poison of [5, 10])
        expect(delivered.filter(({ seq }) => seq === poison).length).toBeGreaterThanOrEqual(MAX_DELIVERIES);
      const letters = await b.ports.roomEvents.deadLetters('persist', 10);
      expect(seqs(letters.map(({ event }) => event)).sort()).toEqual([10, 5]);
      for (const { event, reason } of letters) {
        expect(event).toMatchObject({ kind: 'message_posted', body: { text: `m${event.seq}` } });
        expect(reason).toContain('cannot be digested');
      }
    });

    it('that is cured by trying again is no dead letter', async () => {
      const { a } = await openBackendForTest(open);
      let failures = 0;
      const { handled } = await consume(a, 'index', () => {
        if (++failures < MAX_DELIVERIES) throw new Error('busy');
      });
      await postMany(a.ports.roomLog, 1);
      await eventually(() => expect(seqs(handled)).toEqual([1]));
      await eventually(async () => expect(await a.ports.roomEvents.lag('index')).toBe(0));
      expect(await a.ports.roomEvents.deadLetters('index', 10)).toEqual([]);
    });

    it('is nothing that has to wait because the handler’s store is away, however long', async () => {
      const { a } = await openBackendForTest(open);
      let refusals = 0;
      const { handled, delivered } = await consume(a, 'index', () => {
        if (refusals++ < MAX_DELIVERIES + 1) throw busy();
      });
      await postMany(a.ports.roomLog, 3);
      await eventually(() => expect(new Set(seqs(handled))).toEqual(new Set([1, 2, 3])));
      await eventually(async () => expect(await a.ports.roomEvents.lag('index')).toBe(0));
      expect(delivered.length).toBeGreaterThan(MAX_DELIVERIES + 1);
      expect(await a.ports.roomEvents.deadLetters('index', 10)).toEqual([]);
    });

    it('of one group is no other group’s', async () => {
      const { a } = await openBackendForTest(open);
      await consume(a, 'persist', () => Promise.reject(new Error('no')));
      const healthy = await consume(a, 'index');
      await postMany(a.ports.roomLog, 2);
      await eventually(async () => expect(await a.ports.roomEvents.deadLetters('persist', 10)).toHaveLength(2));
      expect(seqs(healthy.handled)).toEqual([1, 2]);
      expect(await a.ports.roomEvents.deadLetters('index', 10)).toEqual([]);
    });
  });

  describe('dead letters', () => {
    it('are told oldest first, at most as many as asked for, and stay after a restart', async () => {
      const { backend, a } = await openBackendForTest(open);
      const { stop } = await consume(a, 'persist', () => Promise.reject(new Error('no')));
      for (let n = 1; n <= 4; n++) {
        await postMany(a.ports.roomLog, 1);
        await eventually(async () => expect(await a.ports.roomEvents.deadLetters('persist', 10)).toHaveLength(n));
      }
      await stop();
      await backend.restart();
      const { roomEvents } = (await backend.node()).ports;
      const events = async (limit: number) =>
        (await roomEvents.deadLetters('persist', limit)).map(({ event }) => event);
      expect(seqs(await events(10))).toEqual([1, 2, 3, 4]);
      expect(seqs(await events(2))).toEqual([1, 2]);
    });

    it('are handed over once more when they are replayed, and come back where that fails', async () => {
      const { a, b } = await openBackendForTest(open);
      let broken = true;
      const consumer = await consume(a, 'persist', () => {
        if (broken) throw new Error('no');
      });
      await postMany(a.ports.roomLog, 1);
      const { roomEvents } = b.ports;
      const letters = () => roomEvents.deadLetters('persist', 10);
      await eventually(async () => expect(await letters()).toHaveLength(1));
      const deliveries = consumer.delivered.length;
      expect(await roomEvents.replayDeadLetter('persist', (await letters())[0]!.id)).toBe(true);
      await eventually(() => expect(consumer.delivered.length).toBeGreaterThan(deliveries));
      await eventually(async () => expect(await letters()).toHaveLength(1));
      broken = false;
      expect(await roomEvents.replayDeadLetter('persist', (await letters())[0]!.id)).toBe(true);
      await eventually(() => expect(seqs(consumer.handled)).toEqual([1]));
      await eventually(async () => expect(await roomEvents.lag('persist')).toBe(0));
      expect(await letters()).toEqual([]);
    });

    it('that do not exist cannot be replayed', async () => {
      const { a } = await openBackendForTest(open);
      expect(await a.ports.roomEvents.replayDeadLetter('persist', '1')).toBe(false);
      expect(await a.ports.roomEvents.replayDeadLetter('persist', 'what?')).toBe(false);
    });

    it('keep events of a kind that this version does not know for one that does; they reach no handler', async () => {
      const { a } = await openBackendForTest(open);
      const { handled, delivered } = await consume(a, 'persist');
      await a.ports.roomLog.append(post('before'));
      await a.ports.roomLog.append(fromTheFuture());
      await a.ports.roomLog.append(post('after'));
      await eventually(async () => expect(await a.ports.roomEvents.lag('persist')).toBe(0));
      expect(new Set(seqs(handled))).toEqual(new Set([1, 3]));
      expect(seqs(delivered)).not.toContain(2);
      expect(await a.ports.roomEvents.deadLetters('persist', 10)).toMatchObject([{ event: { kind: 'poll_opened' } }]);
    });
  });

  describe('trimming', () => {
    it.each(REQUIRED_GROUPS)('waits for the group %s, also while nobody consumes in it', async (missing) => {
      const { backend, a } = await openBackendForTest(open);
      const others = await Promise.all(
        REQUIRED_GROUPS.filter((group) => group !== missing).map((group) => consume(a, group)),
      );
      const events = await postMany(a.ports.roomLog, 6 * HOT_WINDOW);
      for (const { handled } of others) await eventually(() => expect(handled).toHaveLength(events.length));
      await backend.restart();
      const node = await backend.node();
      await postMany(node.ports.roomLog, HOT_WINDOW);
      const { handled } = await consume(node, missing);
      await eventually(() => expect(new Set(seqs(handled))).toEqual(new Set(oneTo(7 * HOT_WINDOW))));
    });

    it('waits for what is being tried again', async () => {
      const { backend, a } = await openBackendForTest(open, { maxDeliveries: 1_000 });
      await consume(a, 'persist', (events) => {
        if (events.some(({ seq }) => seq === 2)) throw new Error('not yet');
      });
      await consume(a, 'index');
      await consume(a, 'memberships');
      await postMany(a.ports.roomLog, 6 * HOT_WINDOW);
      for (const [group, lag] of [
        ['persist', 1],
        ['index', 0],
        ['memberships', 0],
      ] as const)
        await eventually(async () => expect(await a.ports.roomEvents.lag(group)).toBe(lag));
      await backend.restart();
      const node = await backend.node();
      expect(seqs(await node.ports.roomLog.tail('room', 0, 1_000))).toContain(2);
      await drain(node.ports);
      expect(await node.ports.messageStore.page('room', { after: 0, limit: 100 })).toMatchObject([{ seq: 2 }]);
    });
  });
}
