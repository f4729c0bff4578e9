import { historyContains, type RoomEvent } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { create, join, oneTo, post, postMany, seqs } from '../commands.ts';
import { openBackendForTest } from '../opened-backend.ts';
import { readAll } from './read-all.ts';

export function describeRecovery(open: OpenBackend): void {
  describe('after a restart', () => {
    it('everything that was acknowledged is as it was, and numbering goes on', async () => {
      const { backend, a, clock } = await openBackendForTest(open);
      const events: RoomEvent[] = [...(await a.ports.roomLog.append(create(['ann', 'ben']))).events];
      events.push(...(await postMany(a.ports.roomLog, 5)));
      const records = async ({ ports: { roomStore } }: typeof a) => [
        await roomStore.room('room'),
        await roomStore.member('room', 'ben'),
        await roomStore.memberList('room'),
      ];
      const before = await records(a);
      await backend.restart();
      clock.advance(-60_000);
      const node = await backend.node();
      expect(seqs(await readAll(node, events[0]!))).toEqual(oneTo(6));
      // An engine that was restarted may have begun a new epoch; nothing that was appended changes by that.
      expect(await records(node)).toEqual(before);
      const next = (await node.ports.roomLog.append(post('next'))).events[0];
      expect(next).toMatchObject({ seq: 7, number: 7, messageCount: 6, createdAt: events.at(-1)?.createdAt });
      expect(await readAll(node, events[0]!)).toEqual([...events, next]);
    });

    it('an append whose outcome was unknown happens exactly once when it is repeated with its key', async () => {
      const { backend, a, b } = await openBackendForTest(open, { hotWindow: 200 });
      const commands = oneTo(60).map((n) => post(`m${n}`, { dedupe: { key: `key-${n}`, fingerprint: `m${n}` } }));
      const early = commands.slice(0, 20).map((command) => a.ports.roomLog.append(command));
      await early[0];
      const cutOff = commands.slice(20).map((command) => a.ports.roomLog.append(command));
      const outcomes = Promise.allSettled([...early, ...cutOff]);
      await a.crash();
      const acknowledged = (await outcomes).flatMap((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value.events : [],
      );
      expect(acknowledged.length).toBeGreaterThanOrEqual(1);
      const repeated = await Promise.all(commands.map((command) => b.ports.roomLog.append(command)));
      const events = repeated.flatMap((result) => result.events);
      expect(seqs(events).sort((x, y) => x - y)).toEqual(oneTo(60));
      expect(events).toEqual(expect.arrayContaining(acknowledged));
      await backend.restart();
      const stored = await readAll(
        await backend.node(),
        events.find(({ seq }) => seq === 1)!,
      );
      expect(stored).toEqual(events.sort((x, y) => x.seq - y.seq));
    });
  });

  describe('in a new epoch', () => {
    it('seq goes on, and the epoch is another one, later than all before', async () => {
      const { backend, a, clock } = await openBackendForTest(open);
      const [first] = await postMany(a.ports.roomLog, 3);
      const epochs = [first!.epoch];
      for (let seq = 4; seq <= 5; seq++) {
        await backend.startNewEpoch();
        clock.advance(-1_000);
        const [event] = (await (await backend.node()).ports.roomLog.append(post('next'))).events;
        expect(event).toMatchObject({ seq, number: seq, messageCount: seq, createdAt: first!.createdAt });
        epochs.push(event.epoch);
      }
      expect(epochs).toEqual([...new Set(epochs)].sort((x, y) => x - y));
      const node = await backend.node();
      const spans = await node.ports.roomStore.epochs('room');
      expect(spans).toEqual(epochs.map((epoch, index) => ({ epoch, firstSeq: [1, 4, 5][index] })));
    });

    it('replay crosses from the old epoch to the new one', async () => {
      const { backend, a } = await openBackendForTest(open);
      const old = await postMany(a.ports.roomLog, 4);
      await backend.startNewEpoch();
      const node = await backend.node();
      expect(await readAll(node, old[0]!)).toEqual(old);
      const events = [...old, ...(await postMany(node.ports.roomLog, 4))];
      for (const first of events) expect(await readAll(node, first)).toEqual(events.slice(events.indexOf(first)));
    });

    it('refuses positions beyond what came through, also when seq has passed them', async () => {
      const { backend, a } = await openBackendForTest(open);
      const [first] = await postMany(a.ports.roomLog, 3);
      const lost = { roomId: 'room', epoch: first!.epoch, seq: 5 };
      const unknown = { kind: 'resync', reason: 'unknown_position' };
      await backend.startNewEpoch();
      const node = await backend.node();
      expect(await node.ports.roomLog.read(lost, 10)).toEqual(unknown);
      await postMany(node.ports.roomLog, 6);
      expect(await node.ports.roomLog.read(lost, 10)).toEqual(unknown);
      const spans = await node.ports.roomStore.epochs('room');
      expect(historyContains(spans, 9, lost)).toBe(false);
      expect(historyContains(spans, 9, { ...lost, seq: 3 })).toBe(true);
    });

    it('begins once in a room, however many nodes append to it first', async () => {
      const { backend, a } = await openBackendForTest(open);
      await postMany(a.ports.roomLog, 3);
      await backend.startNewEpoch();
      const nodes = [await backend.node(), await backend.node()];
      const appended = await Promise.all(oneTo(20).map((n) => nodes[n % 2]!.ports.roomLog.append(post(`m${n}`))));
      expect(seqs(appended.flatMap(({ events }) => events)).sort((x, y) => x - y)).toEqual(oneTo(23, 4));
      expect(await nodes[0]!.ports.roomStore.epochs('room')).toHaveLength(2);
    });

    it('guards of decisions that were made before still hold', async () => {
      const { backend, a } = await openBackendForTest(open);
      const revision = (await a.ports.roomLog.append(create())).events[0];
      await backend.startNewEpoch();
      const { roomLog } = (await backend.node()).ports;
      const guards = [{ record: 'members', revision } as const];
      expect((await roomLog.append(join('ben', { guards }))).events[0].seq).toBe(2);
      await expect(roomLog.append(join('cho', { guards }))).rejects.toThrow();
    });
  });
}
