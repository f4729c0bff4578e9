import {
  create,
  drain,
  edit,
  eventually,
  join,
  leave,
  oneTo,
  originOf,
  post,
  postMany,
  readAll,
  seqs,
  type BackendNode,
} from '@maru/adapters-contract';
import { readTimeline, DEFAULT_LIMITS } from '@maru/chat';
import type { RoomEvent } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import { openClusterForTest } from './testing/test-cluster.ts';
import { uuidV7 } from './testing/uuid-v7.ts';
import { fallBack, keepCopy, loseEverything } from './testing/redis-data.ts';

const positionOf = ({ roomId, epoch, seq }: RoomEvent) => ({ roomId, epoch, seq });
const keyed = (text: string, key = `message:ann:${text}`) => post(text, { dedupe: { key, fingerprint: text } });

/** Everything that a room is, without what it is in. */
async function recordsOf({ ports: { roomStore } }: BackendNode) {
  const members = await roomStore.members('room', { limit: 100 });
  return [
    await roomStore.room('room'),
    members,
    await roomStore.member('room', 'ben'),
    await roomStore.memberList('room'),
  ];
}

/** Texts of the room's messages, as a reader gets them. */
async function textsOf({ ports }: BackendNode): Promise<string[]> {
  const room = await ports.roomStore.room('room');
  if (!room) return [];
  const core = { ports, settings: { ...DEFAULT_LIMITS, clock: Date.now, newId: () => '' } };
  const { items } = await readTimeline(core, room, { after: 0, limit: 200 });
  return items.flatMap((item) => (item.kind === 'message' ? [item.body?.text ?? ''] : []));
}

describe('when Redis comes back empty', () => {
  it('rooms are as they were stored, and go on in a new epoch', async () => {
    const { cluster, a, b } = await openClusterForTest();
    const { roomLog } = a.ports;
    await roomLog.append(create(['ann', 'ben']));
    await roomLog.append(join('cho'));
    await roomLog.append(leave('ben'));
    const events = await postMany(roomLog, 4);
    const last = events[3]!;
    const edited = (await roomLog.append(edit(originOf({ events: [last] }), 'edited'))).events[0];
    await drain(a.ports);
    const before = await recordsOf(a);
    await loseEverything(cluster.redis);
    expect(await recordsOf(b)).toEqual(before);
    const next = (await a.ports.roomLog.append(post('next'))).events[0];
    expect(next).toMatchObject({ seq: 9, number: 8, messageCount: 5 });
    expect(next.epoch).toBeGreaterThan(edited.epoch);
    expect(await b.ports.roomStore.epochs('room')).toEqual([
      { epoch: edited.epoch, firstSeq: 1 },
      { epoch: next.epoch, firstSeq: 9 },
    ]);
    expect(await readAll(b, next)).toEqual([next]);
    expect(await b.ports.roomLog.read(positionOf(edited), 10)).toEqual({ kind: 'events', events: [next] });
    expect(await b.ports.roomLog.read(positionOf(last), 10)).toEqual({ kind: 'resync', reason: 'too_old' });
    expect(await textsOf(b)).toEqual(['m1', 'm2', 'm3', 'edited', 'next']);
  });

  it('what was not stored is lost, whoever saw it is told, and no seq of it means two things', async () => {
    const { cluster, a, b } = await openClusterForTest();
    const stored = (await a.ports.roomLog.append(keyed('stored'))).events[0];
    await drain(a.ports);
    const lost = await postMany(a.ports.roomLog, 3);
    await loseEverything(cluster.redis);
    for (const event of lost)
      expect(await b.ports.roomLog.read(positionOf(event), 10)).toEqual({ kind: 'resync', reason: 'unknown_position' });
    expect(await b.ports.roomLog.read(positionOf(stored), 10)).toEqual({ kind: 'events', events: [] });
    const again = await postMany(b.ports.roomLog, 5);
    expect(seqs(again)).toEqual(oneTo(6, 2));
    for (const event of lost)
      expect(await a.ports.roomLog.read(positionOf(event), 10)).toEqual({ kind: 'resync', reason: 'unknown_position' });
  });

  it.each(['any id', 'young ids'])('what is sent again is there once, with %s', async (kind) => {
    const { cluster, a, b } = await openClusterForTest();
    const idOf = (n: number) => (kind === 'any id' ? `${n}` : uuidV7(Date.now()));
    const commands = oneTo(6).map((n) => keyed(`m${n}`, `message:ann:${idOf(n)}`));
    const firsts = [];
    await a.ports.roomLog.append(create());
    for (const command of commands.slice(0, 3)) firsts.push((await a.ports.roomLog.append(command)).events[0]);
    await drain(a.ports);
    for (const command of commands.slice(3)) await a.ports.roomLog.append(command);
    await loseEverything(cluster.redis);
    const again = [];
    for (const command of commands) again.push(await b.ports.roomLog.append(command));
    expect(again.map(({ repeated }) => repeated)).toEqual([true, true, true, false, false, false]);
    expect(again.slice(0, 3).map(({ events }) => events[0])).toEqual(firsts);
    expect(await textsOf(a)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6']);
    for (const command of commands) expect((await a.ports.roomLog.append(command)).repeated).toBe(true);
  });

  it('several nodes that notice it at once go on in one log', async () => {
    const { cluster, a, b } = await openClusterForTest();
    await postMany(a.ports.roomLog, 3);
    await drain(a.ports);
    await loseEverything(cluster.redis);
    const appended = await Promise.all(oneTo(30).map((n) => (n % 2 ? a : b).ports.roomLog.append(post(`n${n}`))));
    expect(seqs(appended.flatMap(({ events }) => events)).sort((x, y) => x - y)).toEqual(oneTo(33, 4));
    expect(await a.ports.roomStore.epochs('room')).toHaveLength(2);
  });
});

describe('when Redis falls back', () => {
  it('behind the store, what is stored stays', async () => {
    const { cluster, a, b } = await openClusterForTest();
    await a.ports.roomLog.append(create(['ann', 'ben']));
    await drain(a.ports);
    await keepCopy(cluster.redis);
    const later = await postMany(a.ports.roomLog, 5);
    await a.ports.roomLog.append(join('cho'));
    await drain(a.ports);
    const before = await recordsOf(a);
    await fallBack(cluster.redis);
    expect(await recordsOf(b)).toEqual(before);
    expect(await a.ports.roomLog.read(positionOf(later[2]!), 10)).toEqual({ kind: 'resync', reason: 'too_old' });
    expect((await b.ports.roomLog.append(post('next'))).events[0].seq).toBe(later.at(-1)!.seq + 2);
    await drain(b.ports);
    expect(await textsOf(b)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'next']);
  });

  it('and has more than the store, it goes on from what it has', async () => {
    const { cluster, a, b } = await openClusterForTest();
    await a.ports.roomLog.append(create());
    const first = await postMany(a.ports.roomLog, 3);
    await drain(a.ports);
    first.push(...(await postMany(a.ports.roomLog, 2)));
    await keepCopy(cluster.redis);
    const lost = await postMany(a.ports.roomLog, 2);
    await fallBack(cluster.redis);
    const next = (await b.ports.roomLog.append(post('next'))).events[0];
    expect(next.seq).toBe(7);
    expect(await readAll(b, first[0]!)).toEqual([...first, next]);
    for (const event of lost)
      expect(await a.ports.roomLog.read(positionOf(event), 10)).toEqual({ kind: 'resync', reason: 'unknown_position' });
    await drain(b.ports);
    await loseEverything(cluster.redis);
    expect(await textsOf(a)).toEqual(['m1', 'm2', 'm3', 'm1', 'm2', 'next']);
  });

  it('to what an epoch has replaced since, none of that comes back', async () => {
    const { cluster, a, b } = await openClusterForTest();
    await a.ports.roomLog.append(create());
    await drain(a.ports);
    const replaced = (await a.ports.roomLog.append(keyed('replaced'))).events[0];
    await a.ports.roomLog.append(join('ben'));
    await keepCopy(cluster.redis);
    await loseEverything(cluster.redis);
    await postMany(b.ports.roomLog, 1);
    await drain(b.ports);
    await fallBack(cluster.redis);
    expect(await a.ports.roomStore.member('room', 'ben')).toBeUndefined();
    expect(await a.ports.roomLog.read(positionOf(replaced), 10)).toMatchObject({ reason: 'unknown_position' });
    const again = await a.ports.roomLog.append(keyed('replaced'));
    expect(again).toMatchObject({ repeated: false, events: [{ seq: 3 }] });
    await drain(a.ports);
    expect(await textsOf(b)).toEqual(['m1', 'replaced']);
    const found = async () => {
      const { hits } = await b.ports.messageSearch.search({ roomIds: ['room'], text: 'replaced', limit: 10 });
      return hits.map(({ message }) => message.seq);
    };
    await eventually(async () => expect(await found()).toEqual([3]));
  });
});
