import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { change, create, edit, fromTheFuture, join, leave, originOf, post, postMany, remove } from '../commands.ts';
import { openBackendForTest } from '../opened-backend.ts';

export function describeRecords(open: OpenBackend): void {
  describe('the records of a room', () => {
    it('are there when a creation resolves, on every node', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const { epoch } = (await a.ports.roomLog.append(create(['ann', 'ben']))).events[0];
      const revision = { epoch, seq: 1 };
      const store = b.ports.roomStore;
      expect(await store.room('room')).toEqual({
        id: 'room',
        name: 'Harbour',
        createdBy: 'ann',
        createdAt: clock.now,
        endedAt: null,
        revision,
        head: { epoch, seq: 1, number: 1, messageCount: 0, createdAt: clock.now, lastMessage: null },
      });
      expect(await store.member('room', 'ben')).toEqual({
        roomId: 'room',
        userId: 'ben',
        state: 'member',
        role: 'member',
        joinedSeq: 1,
        joinedIndex: 1,
        joinedAt: clock.now,
        joinedMessageCount: 0,
        joinedNumber: 1,
        revision,
      });
      expect(await store.memberList('room')).toEqual({ roomId: 'room', count: 2, revision });
      expect(await store.epochs('room')).toEqual([{ epoch, firstSeq: 1 }]);
    });

    it('follow joinings and leavings, each with the revision of its event', async () => {
      const { a, b } = await openBackendForTest(open);
      await a.ports.roomLog.append(create());
      await postMany(a.ports.roomLog, 3);
      await b.ports.roomLog.append(join('ben'));
      await a.ports.roomLog.append(leave('ann'));
      const store = b.ports.roomStore;
      expect(await store.member('room', 'ben')).toMatchObject({
        state: 'member',
        joinedSeq: 5,
        joinedNumber: 5,
        joinedMessageCount: 3,
        revision: { seq: 5 },
      });
      expect(await store.member('room', 'ann')).toMatchObject({ state: 'left', revision: { seq: 6 } });
      expect(await store.memberList('room')).toMatchObject({ count: 1, revision: { seq: 6 } });
      expect(await store.room('room')).toMatchObject({ name: 'Harbour', revision: { seq: 1 }, head: { seq: 6 } });
    });

    it('know when the room ended', async () => {
      const { a, b, clock } = await openBackendForTest(open);
      const createdAt = clock.now;
      await a.ports.roomLog.append(create());
      clock.advance(1_000);
      await a.ports.roomLog.append(change([{ kind: 'member_left', userId: 'ann' }, { kind: 'room_ended' }]));
      const room = await b.ports.roomStore.room('room');
      expect(room).toMatchObject({ createdBy: 'ann', createdAt, endedAt: clock.now, revision: { seq: 3 } });
      expect(room?.head.createdAt).toBe(clock.now);
      expect(await b.ports.roomStore.memberList('room')).toMatchObject({ count: 0, revision: { seq: 2 } });
    });

    it('do not change by posting, but for the head', async () => {
      const { a, b } = await openBackendForTest(open);
      await a.ports.roomLog.append(create());
      const store = b.ports.roomStore;
      const records = async () => [
        { ...(await store.room('room')), head: null },
        await store.member('room', 'ann'),
        await store.memberList('room'),
      ];
      const before = await records();
      await postMany(a.ports.roomLog, 5);
      expect(await records()).toEqual(before);
      expect((await store.room('room'))?.head).toMatchObject({ seq: 6, number: 6, messageCount: 5 });
    });

    it('show the last message as it is now: posted, edited, deleted', async () => {
      const { a, b } = await openBackendForTest(open);
      const log = a.ports.roomLog;
      const lastMessage = async () => (await b.ports.roomStore.room('room'))?.head.lastMessage;
      await log.append(create());
      const first = originOf(await log.append(post('first')));
      const last = originOf(await log.append(post('last')));
      expect(await lastMessage()).toMatchObject({ body: { text: 'last' }, seq: 3, number: 3, authorId: 'ann' });
      await log.append(edit(first, 'First'));
      expect(await lastMessage()).toMatchObject({ body: { text: 'last' }, revision: { seq: 3 } });
      await log.append(edit(last, 'Last'));
      expect(await lastMessage()).toMatchObject({ body: { text: 'Last' }, seq: 3, revision: { seq: 5 } });
      await log.append(remove(last));
      expect(await lastMessage()).toMatchObject({ body: null, seq: 3, revision: { seq: 6 } });
    });

    it('are left alone by events of a kind that this version does not know', async () => {
      const { a, b } = await openBackendForTest(open);
      await a.ports.roomLog.append(create());
      const before = await b.ports.roomStore.room('room');
      await a.ports.roomLog.append(fromTheFuture());
      expect(await b.ports.roomStore.room('room')).toEqual({ ...before, head: { ...before?.head, seq: 2 } });
    });
  });
}
