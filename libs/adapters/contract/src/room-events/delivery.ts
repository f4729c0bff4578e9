import { REQUIRED_GROUPS } from '@maru/chat';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { change, create, edit, oneTo, originOf, post, postMany, remove, seqs } from '../commands.ts';
import { eventually, openBackendForTest } from '../opened-backend.ts';
import { consume, named } from '../recording-consumer.ts';

export function describeDelivery(open: OpenBackend): void {
  describe('delivery', () => {
    it('brings every event of every room to every group, as it was appended', async () => {
      const { a, b } = await openBackendForTest(open);
      const early = await postMany(a.ports.roomLog, 5);
      const consumers = await Promise.all(REQUIRED_GROUPS.map((group) => consume(a, group)));
      const late = await Promise.all(
        oneTo(30).map((n) => (n % 2 === 0 ? a : b).ports.roomLog.append(post(`m${n}`, { roomId: `room-${n % 3}` }))),
      );
      const events = [...early, ...late.flatMap((result) => result.events)];
      for (const { handled } of consumers) {
        await eventually(() => expect(named(handled)).toEqual(named(events)));
        expect(handled).toEqual(expect.arrayContaining(events));
      }
    });

    it('brings events of every kind, and all events of one command', async () => {
      const { a, b } = await openBackendForTest(open);
      const { handled } = await consume(b, 'persist');
      await a.ports.roomLog.append(create());
      const origin = originOf(await a.ports.roomLog.append(post('hello')));
      await a.ports.roomLog.append(edit(origin, 'Hello'));
      await a.ports.roomLog.append(remove(origin));
      await a.ports.roomLog.append(change([{ kind: 'member_left', userId: 'ann' }, { kind: 'room_ended' }]));
      await eventually(() => expect(new Set(seqs(handled))).toEqual(new Set(oneTo(6))));
    });

    it('tells how much a group has not acknowledged', async () => {
      const { a, b } = await openBackendForTest(open);
      await postMany(a.ports.roomLog, 7);
      expect(await b.ports.roomEvents.lag('index')).toBe(7);
      await consume(a, 'index');
      await eventually(async () => expect(await b.ports.roomEvents.lag('index')).toBe(0));
      expect(await b.ports.roomEvents.lag('persist')).toBe(7);
    });

    it('does not come again once it was acknowledged: after a stop, on another node, after a restart', async () => {
      const { backend, a, b } = await openBackendForTest(open);
      await postMany(a.ports.roomLog, 5);
      const first = await consume(a, 'persist');
      await eventually(async () => expect(await a.ports.roomEvents.lag('persist')).toBe(0));
      await first.stop();
      await postMany(a.ports.roomLog, 2);
      const second = await consume(b, 'persist');
      await eventually(async () => expect(await b.ports.roomEvents.lag('persist')).toBe(0));
      expect(new Set(seqs(second.delivered))).toEqual(new Set([6, 7]));
      await second.stop();
      await backend.restart();
      const node = await backend.node();
      const third = await consume(node, 'persist');
      await postMany(node.ports.roomLog, 1);
      await eventually(async () => expect(await node.ports.roomEvents.lag('persist')).toBe(0));
      expect(new Set(seqs(third.delivered))).toEqual(new Set([8]));
    });

    it('is shared by the consumers of a group: what one of them handles, none has to handle again', async () => {
      const { a, b } = await openBackendForTest(open);
      const consumers = [await consume(a, 'persist'), await consume(b, 'persist')];
      const events = await postMany(a.ports.roomLog, 50);
      const handled = () => consumers.flatMap((consumer) => consumer.handled);
      await eventually(() => expect(named(handled())).toEqual(named(events)));
      await eventually(async () => expect(await a.ports.roomEvents.lag('persist')).toBe(0));
      expect(handled()).toHaveLength(50);
    });

    it('goes on with another consumer of the group when one stops', async () => {
      const { a, b } = await openBackendForTest(open);
      const first = await consume(a, 'persist');
      const second = await consume(b, 'persist');
      await postMany(a.ports.roomLog, 5);
      await eventually(async () => expect(await a.ports.roomEvents.lag('persist')).toBe(0));
      await first.stop();
      await postMany(a.ports.roomLog, 5);
      await eventually(() => expect(named([...first.handled, ...second.handled])).toHaveLength(10));
    });

    it('waits for the batch in hand when it is stopped, and acknowledges it', async () => {
      const { a, b } = await openBackendForTest(open);
      let finish = () => {};
      const { handled, delivered, stop } = await consume(
        a,
        'persist',
        () => new Promise((resolve) => (finish = resolve)),
      );
      await postMany(a.ports.roomLog, 1);
      await eventually(() => expect(delivered).toHaveLength(1));
      const stopped = stop().then(() => seqs(handled));
      finish();
      expect(await stopped).toEqual([1]);
      await eventually(async () => expect(await b.ports.roomEvents.lag('persist')).toBe(0));
    });

    it('brings nothing after it was stopped', async () => {
      const { a } = await openBackendForTest(open);
      const { delivered, stop } = await consume(a, 'persist');
      await postMany(a.ports.roomLog, 1);
      await eventually(async () => expect(await a.ports.roomEvents.lag('persist')).toBe(0));
      await stop();
      await postMany(a.ports.roomLog, 3);
      const other = await consume(a, 'index');
      await eventually(() => expect(other.handled).toHaveLength(4));
      expect(delivered).toHaveLength(1);
      expect(await a.ports.roomEvents.lag('persist')).toBe(3);
    });
  });
}
