import type { ReadPosition, UserRoom } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { create, join, leave, oneTo, post } from './commands.ts';
import { openBackendForTest } from './opened-backend.ts';
import { shuffled } from './room-story.ts';

const entry = (roomId: string, state: UserRoom['state'], seq: number, epoch = 1): UserRoom => ({
  userId: 'ann',
  roomId,
  state,
  revision: { epoch, seq },
});

const read = (seq: number, epoch = 1, userId = 'ann', roomId = 'room'): ReadPosition => ({
  roomId,
  userId,
  epoch,
  seq,
  number: seq - 1,
  messageCount: seq - 2,
});

export function describeRoomStore(open: OpenBackend): void {
  describe('RoomStore', () => {
    describeRooms(open);
    describeMembers(open);
    describeUserRooms(open);
    describeReadPositions(open);
  });
}

function describeRooms(open: OpenBackend): void {
  it('gives rooms in the order of asking, without those that do not exist', async () => {
    const { a, b } = await openBackendForTest(open);
    const ids = oneTo(120).map((n) => `room-${n}`);
    await Promise.all(
      ids.map((roomId, index) => (index % 2 === 0 ? a : b).ports.roomLog.append(create(['ann'], { roomId }))),
    );
    const asked = shuffled([...ids, 'nowhere', 'room-0']);
    const rooms = await a.ports.roomStore.rooms(asked);
    expect(rooms.map(({ id }) => id)).toEqual(asked.filter((id) => ids.includes(id)));
    expect(rooms[0]).toEqual(await b.ports.roomStore.room(asked[0]!));
    expect(await a.ports.roomStore.rooms([])).toEqual([]);
  });

  it('knows nothing about a room that does not exist', async () => {
    const { a } = await openBackendForTest(open);
    const { roomStore } = a.ports;
    expect(await roomStore.room('nowhere')).toBeUndefined();
    expect(await roomStore.epochs('nowhere')).toEqual([]);
    expect(await roomStore.member('nowhere', 'ann')).toBeUndefined();
    expect(await roomStore.memberList('nowhere')).toBeUndefined();
    expect(await roomStore.members('nowhere', { limit: 10 })).toEqual([]);
  });

  it('shows on one node what was acknowledged on another, at once', async () => {
    const { a, b } = await openBackendForTest(open);
    await a.ports.roomLog.append(create());
    for (let seq = 2; seq <= 20; seq++) {
      const [writer, reader] = seq % 2 === 0 ? [a, b] : [b, a];
      await writer.ports.roomLog.append(post(`m${seq}`));
      expect((await reader.ports.roomStore.room('room'))?.head.seq).toBe(seq);
    }
  });
}

function describeMembers(open: OpenBackend): void {
  it('lists present members in the order in which they joined, page by page', async () => {
    const { a, b } = await openBackendForTest(open);
    const founders = ['zoe', 'ann', 'mia'];
    await a.ports.roomLog.append(create(founders));
    for (const userId of ['ben', 'abe', 'yun', 'cho']) await a.ports.roomLog.append(join(userId));
    for (const userId of ['ann', 'abe']) await b.ports.roomLog.append(leave(userId));
    await a.ports.roomLog.append(join('ann'));
    const listed: string[] = [];
    for (;;) {
      const last = listed.length === 0 ? undefined : await b.ports.roomStore.member('room', listed.at(-1)!);
      const page = await b.ports.roomStore.members('room', last ? { after: last, limit: 2 } : { limit: 2 });
      listed.push(...page.map(({ userId }) => userId));
      if (page.length < 2) break;
    }
    expect(listed).toEqual(['zoe', 'mia', 'ben', 'yun', 'cho', 'ann']);
    expect(await b.ports.roomStore.memberList('room')).toMatchObject({ count: 6 });
  });

  it('knows those who left as such', async () => {
    const { a, b } = await openBackendForTest(open);
    await a.ports.roomLog.append(create(['ann', 'ben']));
    await a.ports.roomLog.append(leave('ben'));
    expect(await b.ports.roomStore.member('room', 'ben')).toMatchObject({ state: 'left', revision: { seq: 2 } });
    expect(await b.ports.roomStore.member('room', 'cho')).toBeUndefined();
  });

  it('gives a user’s member records in many rooms, without those that do not exist', async () => {
    const { a, b } = await openBackendForTest(open);
    const ids = oneTo(60).map((n) => `room-${n}`);
    await Promise.all(
      ids.map((roomId, index) =>
        a.ports.roomLog.append(create(index % 3 === 0 ? ['ann', 'ben'] : ['ann'], { roomId })),
      ),
    );
    const members = await b.ports.roomStore.memberOf('ben', [...ids, 'nowhere']);
    expect(members.map(({ roomId }) => roomId).sort()).toEqual(ids.filter((_, index) => index % 3 === 0).sort());
    expect(members[0]).toEqual(await a.ports.roomStore.member(members[0]!.roomId, 'ben'));
    expect(await b.ports.roomStore.memberOf('cho', ids)).toEqual([]);
  });
}

function describeUserRooms(open: OpenBackend): void {
  it('lists the rooms that a user is in, as the newest entries say, in whatever order they come', async () => {
    const { a, b } = await openBackendForTest(open);
    const entries = [
      entry('room-1', 'member', 1),
      entry('room-2', 'member', 1),
      entry('room-2', 'left', 5),
      entry('room-3', 'left', 5),
      entry('room-3', 'member', 7),
      entry('room-4', 'left', 9),
      entry('room-4', 'member', 2, 2),
    ];
    const shown = async () => {
      const rooms = await b.ports.roomStore.userRooms('ann');
      return [...rooms].sort((x, y) => (x.roomId < y.roomId ? -1 : 1));
    };
    for (const seed of [3, 11, 29]) {
      for (const one of shuffled(entries, seed)) await (seed === 11 ? b : a).ports.roomStore.putUserRooms([one]);
      expect(await shown()).toEqual([entries[0], entries[4], entries[6]]);
    }
    await a.ports.roomStore.putUserRooms(shuffled(entries, 41));
    expect(await shown()).toHaveLength(3);
  });

  it('keeps the newest entry where one batch has several of a room', async () => {
    const { a } = await openBackendForTest(open);
    await a.ports.roomStore.putUserRooms([entry('room', 'left', 5), entry('room', 'member', 1)]);
    expect(await a.ports.roomStore.userRooms('ann')).toEqual([]);
  });

  it('keeps every user’s list apart, also a long one', async () => {
    const { a, b } = await openBackendForTest(open);
    const entries = oneTo(300).map((n) => entry(`room-${n}`, 'member', n));
    await a.ports.roomStore.putUserRooms([...entries, { ...entry('room-1', 'member', 1), userId: 'ben' }]);
    expect(await b.ports.roomStore.userRooms('ann')).toHaveLength(300);
    expect(await b.ports.roomStore.userRooms('ben')).toHaveLength(1);
    expect(await b.ports.roomStore.userRooms('cho')).toEqual([]);
  });
}

function describeReadPositions(open: OpenBackend): void {
  it('only move forward, and say where they are', async () => {
    const { a, b } = await openBackendForTest(open);
    expect(await a.ports.roomStore.advanceRead(read(5))).toEqual(read(5));
    expect(await b.ports.roomStore.advanceRead(read(9))).toEqual(read(9));
    expect(await a.ports.roomStore.advanceRead(read(7))).toEqual(read(9));
    expect(await b.ports.roomStore.readPositions('ann', ['room'])).toEqual([read(9)]);
  });

  it('are as far as the furthest of many that race', async () => {
    const { a, b } = await openBackendForTest(open);
    const moves = shuffled(oneTo(40)).map((seq, index) =>
      (index % 2 === 0 ? a : b).ports.roomStore.advanceRead(read(seq)),
    );
    for (const [index, now] of (await Promise.all(moves)).entries())
      expect(now.seq).toBeGreaterThanOrEqual(shuffled(oneTo(40))[index]!);
    expect(await a.ports.roomStore.readPositions('ann', ['room'])).toEqual([read(40)]);
  });

  it('go on in a later epoch, and stay there', async () => {
    const { a, b } = await openBackendForTest(open);
    await a.ports.roomStore.advanceRead(read(9, 1));
    expect(await b.ports.roomStore.advanceRead(read(6, 2))).toEqual(read(6, 2));
    expect(await a.ports.roomStore.advanceRead(read(12, 1))).toEqual(read(6, 2));
  });

  it('are of one user in one room', async () => {
    const { a, b } = await openBackendForTest(open);
    const positions = [read(5), read(3, 1, 'ben'), read(8, 1, 'ann', 'room-2')];
    for (const position of positions) await a.ports.roomStore.advanceRead(position);
    const { roomStore } = b.ports;
    expect(await roomStore.readPositions('ben', ['room', 'room-2'])).toEqual([positions[1]]);
    const ofAnn = await roomStore.readPositions('ann', ['room-2', 'nowhere', 'room']);
    expect(ofAnn).toHaveLength(2);
    expect(ofAnn).toEqual(expect.arrayContaining([positions[0], positions[2]]));
  });

  it('survive a restart', async () => {
    const { backend, a } = await openBackendForTest(open);
    await a.ports.roomStore.advanceRead(read(5));
    await backend.restart();
    const { roomStore } = (await backend.node()).ports;
    expect(await roomStore.readPositions('ann', ['room'])).toEqual([read(5)]);
  });
}
