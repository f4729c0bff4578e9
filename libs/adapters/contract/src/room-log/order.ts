import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { change, create, edit, oneTo, originOf, post, postMany, seqs } from '../commands.ts';
import { openBackendForTest } from '../opened-backend.ts';
import { readAll } from './read-all.ts';

export function describeOrder(open: OpenBackend): void {
  describe('order', () => {
    it('numbers a room’s events 1, 2, 3 … without gaps, on whatever nodes they are appended', async () => {
      const { a, b } = await openBackendForTest(open, { hotWindow: 300 });
      const logs = [a.ports.roomLog, b.ports.roomLog];
      const appended = await Promise.all(
        Array.from({ length: 200 }, (_, index) => logs[index % 2]!.append(post(`m${index}`))),
      );
      const events = appended.flatMap((result) => result.events).sort((x, y) => x.seq - y.seq);
      expect(seqs(events)).toEqual(oneTo(200));
      expect(await readAll(b, events[0]!)).toEqual(events);
    });

    it('numbers each room by itself', async () => {
      const { a } = await openBackendForTest(open);
      const rooms = ['room-1', 'room-2', 'room-3'];
      await Promise.all(rooms.map((roomId) => postMany(a.ports.roomLog, 5, { roomId })));
      for (const roomId of rooms)
        expect((await a.ports.roomLog.append(post('last', { roomId }))).events[0]).toMatchObject({ roomId, seq: 6 });
    });

    it('puts what was appended after an acknowledgement behind it, from one node to the other', async () => {
      const { a, b } = await openBackendForTest(open);
      for (let seq = 1; seq <= 20; seq++) {
        const { ports } = seq % 2 === 0 ? a : b;
        expect((await ports.roomLog.append(post(`m${seq}`))).events[0].seq).toBe(seq);
      }
    });

    it('appends the changes of one command together, in their order, whatever races', async () => {
      const { a, b } = await openBackendForTest(open);
      const pairs = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? a : b).ports.roomLog.append(
            change([{ kind: 'member_left', userId: `user-${index}` }, { kind: 'room_ended' }]),
          ),
        ),
      );
      for (const { events } of pairs) {
        expect(events.map(({ kind }) => kind)).toEqual(['member_left', 'room_ended']);
        expect(seqs(events)).toEqual([events[0].seq, events[0].seq + 1]);
      }
      expect(seqs(pairs.flatMap(({ events }) => events)).sort((x, y) => x - y)).toEqual(oneTo(80));
    });

    it('never lets createdAt go back, whatever the clocks say', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const start = clock.now;
      const times: number[] = [];
      for (const step of [0, 5_000, -300_000, 1_000, 298_000, -10]) {
        clock.advance(step);
        const { ports } = times.length % 2 === 0 ? a : b;
        times.push((await ports.roomLog.append(post(`m${step}`))).events[0].createdAt - start);
      }
      expect(times).toEqual([0, 5_000, 5_000, 5_000, 5_000, 5_000]);
      clock.advance(60_000);
      expect((await a.ports.roomLog.append(post('later'))).events[0].createdAt).toBe(clock.now);
    });

    it('numbers timeline items densely, and counts messages', async () => {
      const { a } = await openBackendForTest(open);
      const log = a.ports.roomLog;
      await log.append(create());
      const message = await log.append(post('one'));
      const edited = (await log.append(edit(originOf(message), 'One'))).events[0];
      const second = (await log.append(post('two'))).events[0];
      expect(message.events[0]).toMatchObject({ seq: 2, number: 2, messageCount: 1 });
      expect(edited).toMatchObject({ seq: 3, number: 2, messageCount: 1 });
      expect(second).toMatchObject({ seq: 4, number: 3, messageCount: 2 });
    });
  });
}
