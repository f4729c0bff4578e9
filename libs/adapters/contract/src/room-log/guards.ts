import { Conflict } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { change, create, join, leave, memberGuard, oneTo, post } from '../commands.ts';
import { openBackendForTest } from '../opened-backend.ts';

const NEW_ROOM = { guards: [{ record: 'room', revision: null }] } as const;

export function describeGuards(open: OpenBackend): void {
  describe('guards', () => {
    it('hold while the records are as they were', async () => {
      const { a, b } = await openBackendForTest(open);
      const revision = (await a.ports.roomLog.append(create(['ann'], NEW_ROOM))).events[0];
      const guards = [
        { record: 'room', revision } as const,
        { record: 'members', revision } as const,
        memberGuard('ann', revision),
        memberGuard('ben', null),
      ];
      expect((await b.ports.roomLog.append(join('ben', { guards }))).events[0].seq).toBe(2);
    });

    it.each([
      { record: 'room', after: change([{ kind: 'room_ended' }]), guard: { record: 'room' as const } },
      { record: 'member list', after: join('ben'), guard: { record: 'members' as const } },
      { record: 'member', after: leave('ann'), guard: { record: { member: 'ann' } } },
    ])('refuse a decision that was based on an older $record, and append nothing', async ({ after, guard }) => {
      const { a, b } = await openBackendForTest(open);
      const revision = (await a.ports.roomLog.append(create())).events[0];
      await a.ports.roomLog.append(after);
      const stale = post('decided too early', { guards: [{ ...guard, revision }] });
      await expect(b.ports.roomLog.append(stale)).rejects.toThrow(Conflict);
      expect((await a.ports.roomLog.append(post('next'))).events[0].seq).toBe(3);
    });

    it('refuse what relies on a record that is not there, or that is there by now', async () => {
      const { a, b } = await openBackendForTest(open);
      const revision = (await a.ports.roomLog.append(create())).events[0];
      const refused = [memberGuard('ben', revision), memberGuard('ann', null), ...NEW_ROOM.guards];
      for (const guard of refused)
        await expect(b.ports.roomLog.append(post('no', { guards: [guard] }))).rejects.toThrow(Conflict);
      expect(await a.ports.roomStore.room('room')).toMatchObject({ head: { seq: 1 } });
    });

    it('refuse all changes of a command for one stale guard among good ones', async () => {
      const { a } = await openBackendForTest(open);
      const revision = (await a.ports.roomLog.append(create())).events[0];
      const guards = [{ record: 'room', revision } as const, memberGuard('ann', { ...revision, seq: 7 })];
      const both = change([{ kind: 'member_left', userId: 'ann' }, { kind: 'room_ended' }], { guards });
      await expect(a.ports.roomLog.append(both)).rejects.toThrow(Conflict);
      expect(await a.ports.roomStore.room('room')).toMatchObject({ endedAt: null, head: { seq: 1 } });
      expect(await a.ports.roomStore.member('room', 'ann')).toMatchObject({ state: 'member' });
    });

    it('let exactly one of two conflicting decisions hold: who creates the room', async () => {
      const { a, b } = await openBackendForTest(open);
      const creations = [a, b, a, b, a, b].map(({ ports }, index) =>
        ports.roomLog.append(create([`user-${index}`], { actorId: `user-${index}`, ...NEW_ROOM })),
      );
      const outcomes = await Promise.allSettled(creations);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(5);
      for (const { reason } of refused) expect(reason).toBeInstanceOf(Conflict);
      expect(await b.ports.roomStore.memberList('room')).toMatchObject({ count: 1 });
    });

    it('let exactly one of two conflicting decisions hold: who leaves as the last one', async () => {
      const { a, b } = await openBackendForTest(open);
      const revision = (await a.ports.roomLog.append(create(['ann', 'ben']))).events[0];
      const guards = [{ record: 'members', revision } as const];
      const outcomes = await Promise.allSettled([
        a.ports.roomLog.append(leave('ann', { guards })),
        b.ports.roomLog.append(leave('ben', { guards })),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await a.ports.roomStore.memberList('room')).toMatchObject({ count: 1, revision: { seq: 2 } });
    });

    it('that are refused disturb nothing else that is appended at the same time', async () => {
      const { a, b } = await openBackendForTest(open);
      await a.ports.roomLog.append(create());
      const commands = oneTo(40).map((n) => post(`m${n}`, n % 2 === 0 ? {} : NEW_ROOM));
      const outcomes = await Promise.allSettled(
        commands.map((command, index) => (index % 3 === 0 ? a : b).ports.roomLog.append(command)),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
      expect(await b.ports.roomStore.room('room')).toMatchObject({ head: { seq: 21, messageCount: 20 } });
    });
  });
}
