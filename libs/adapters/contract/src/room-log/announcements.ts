import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { change, create, oneTo, post, seqs } from '../commands.ts';
import { listen, payloads } from '../listen.ts';
import { eventually, openBackendForTest } from '../opened-backend.ts';

export function describeAnnouncements(open: OpenBackend): void {
  describe('announcements', () => {
    it('bring every event once to every node, in log order, however many append', async () => {
      const { a, b } = await openBackendForTest(open, { hotWindow: 200 });
      const ears = [await listen(a, 'room:room'), await listen(b, 'room:room')];
      const appended = await Promise.all(
        oneTo(100).map((n) => (n % 2 === 0 ? a : b).ports.roomLog.append(post(`m${n}`))),
      );
      const inOrder = appended.flatMap(({ events }) => events).sort((x, y) => x.seq - y.seq);
      for (const heard of ears) {
        await eventually(() => expect(heard).toHaveLength(100));
        expect(payloads(heard)).toEqual(inOrder);
      }
    });

    it('bring all events of one command, of its own room only', async () => {
      const { a, b } = await openBackendForTest(open);
      const heard = await listen(b, 'room:room');
      await a.ports.roomLog.append(post('elsewhere', { roomId: 'room-2' }));
      const { events } = await a.ports.roomLog.append(
        change([{ kind: 'member_left', userId: 'ann' }, { kind: 'room_ended' }]),
      );
      await eventually(() => expect(payloads(heard)).toEqual(events));
    });

    it('come for what was appended only: not for refusals, not for repetitions', async () => {
      const { a, b } = await openBackendForTest(open);
      const heard = await listen(b, 'room:room');
      const once = create(['ann'], { dedupe: { key: 'create', fingerprint: 'f' } });
      await a.ports.roomLog.append(once);
      await a.ports.roomLog.append(once);
      const stale = post('stale', { guards: [{ record: 'room', revision: null }] });
      await expect(a.ports.roomLog.append(stale)).rejects.toThrow();
      await a.ports.roomLog.append(post('next'));
      await eventually(() => expect(seqs(payloads(heard))).toContain(2));
      expect(payloads(heard).map(({ kind }) => kind)).toEqual(['room_created', 'message_posted']);
    });
  });
}
