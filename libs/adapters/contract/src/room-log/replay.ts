import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { create, edit, eventOf, fromTheFuture, oneTo, originOf, post, postMany, remove, seqs } from '../commands.ts';
import { drain } from '../drain.ts';
import { HOT_WINDOW, openBackendForTest } from '../opened-backend.ts';
import { readAll } from './read-all.ts';

const eventsOf = async (replay: Promise<{ kind: string; events?: readonly { seq: number }[] }>) => {
  const { kind, events = [] } = await replay;
  return kind === 'events' ? events.map(({ seq }) => seq) : kind;
};

export function describeReplay(open: OpenBackend): void {
  describe('replay', () => {
    it('gives what came after a position, ascending, at most as many as asked for; none at the head', async () => {
      const { a, b } = await openBackendForTest(open);
      const [first] = await postMany(a.ports.roomLog, 8);
      const { epoch } = first!;
      const read = (seq: number, limit: number) =>
        eventsOf(b.ports.roomLog.read({ roomId: 'room', epoch, seq }, limit));
      expect(await read(0, 100)).toEqual(oneTo(8));
      expect(await read(3, 100)).toEqual(oneTo(8, 4));
      expect(await read(3, 2)).toEqual([4, 5]);
      expect(await read(8, 100)).toEqual([]);
    });

    it('reaches back by the hot window at least; beyond what is left it says so, and never leaves a gap', async () => {
      const { a, b } = await openBackendForTest(open);
      const [{ epoch } = { epoch: 0 }] = await postMany(a.ports.roomLog, HOT_WINDOW);
      let head = HOT_WINDOW;
      let oldest: string | number[] = [];
      for (let round = 0; round < 30 && oldest !== 'resync'; round++) {
        await postMany(a.ports.roomLog, 3 * HOT_WINDOW);
        await drain(a.ports);
        head += 3 * HOT_WINDOW;
        const read = (seq: number) => eventsOf(b.ports.roomLog.read({ roomId: 'room', epoch, seq }, head));
        expect(await read(head - HOT_WINDOW)).toEqual(oneTo(head, head - HOT_WINDOW + 1));
        oldest = await read(0);
        for (const seq of oneTo(head)) expect(['resync', oneTo(head, seq + 1)]).toContainEqual(await read(seq));
      }
      expect(await b.ports.roomLog.read({ roomId: 'room', epoch, seq: 0 }, 10)).toEqual({
        kind: 'resync',
        reason: 'too_old',
      });
    });

    it('refuses positions that the room’s history does not contain', async () => {
      const { a } = await openBackendForTest(open);
      const [first] = await postMany(a.ports.roomLog, 5);
      const { epoch } = first!;
      const unknown = [
        { roomId: 'nowhere', epoch, seq: 0 },
        { roomId: 'room', epoch, seq: 6 },
        { roomId: 'room', epoch: epoch + 1, seq: 3 },
        { roomId: 'room', epoch: epoch - 1, seq: 3 },
      ];
      for (const position of unknown)
        expect(await a.ports.roomLog.read(position, 10)).toEqual({ kind: 'resync', reason: 'unknown_position' });
    });

    it('never shows the text of a message that was deleted since, nor of its edits', async () => {
      const { a, b } = await openBackendForTest(open);
      const log = a.ports.roomLog;
      await log.append(create());
      const origin = originOf(await log.append(post('first secret')));
      await log.append(edit(origin, 'second secret'));
      await log.append(post('harmless'));
      await log.append(remove(origin));
      const position = { roomId: 'room', epoch: origin.epoch, seq: 0 };
      for (const limit of [2, 3, 100]) {
        const texts = JSON.stringify([await b.ports.roomLog.read(position, limit), await log.tail('room', 0, limit)]);
        expect(texts).not.toContain('secret');
      }
      const events = await readAll(b, { ...position, seq: 1 });
      expect(events.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual([
        '1 room_created',
        '2 message_posted',
        '3 message_edited',
        '4 message_posted',
        '5 message_deleted',
      ]);
      expect(eventOf({ events: [events[3]!] }, 'message_posted').body.text).toBe('harmless');
    });

    it('passes over events that this version does not know; they keep their seq and do not count', async () => {
      const { a, b } = await openBackendForTest(open);
      const { epoch } = (await a.ports.roomLog.append(create())).events[0];
      for (let i = 0; i < 4; i++) await a.ports.roomLog.append(fromTheFuture());
      await postMany(a.ports.roomLog, 3);
      const replay = eventsOf(b.ports.roomLog.read({ roomId: 'room', epoch, seq: 0 }, 3));
      expect(await replay).toEqual([1, 6, 7]);
      expect(seqs(await a.ports.roomLog.tail('room', 0, 3))).toEqual([1, 6, 7]);
    });
  });

  describe('the tail', () => {
    it('gives events above a timeline number, ascending, at most as many as asked for', async () => {
      const { a, b } = await openBackendForTest(open);
      const [message] = await postMany(a.ports.roomLog, 2);
      await a.ports.roomLog.append(edit(originOf({ events: [message!] }), 'edited'));
      await postMany(a.ports.roomLog, 3);
      const tail = async (above: number, limit: number) => seqs(await b.ports.roomLog.tail('room', above, limit));
      expect(await tail(1, 100)).toEqual([2, 3, 4, 5, 6]);
      expect(await tail(2, 100)).toEqual([4, 5, 6]);
      expect(await tail(2, 2)).toEqual([4, 5]);
      expect(await tail(5, 100)).toEqual([]);
      expect(await b.ports.roomLog.tail('nowhere', 0, 10)).toEqual([]);
    });

    it('holds everything that no consumer has stored yet, however much that is', async () => {
      const { backend, a } = await openBackendForTest(open);
      await postMany(a.ports.roomLog, 5 * HOT_WINDOW);
      await backend.restart();
      const node = await backend.node();
      expect(seqs(await node.ports.roomLog.tail('room', 0, 1_000))).toEqual(oneTo(5 * HOT_WINDOW));
    });
  });
}
