import { create, drain, eventually, oneTo, post, postMany, seqs } from '@maru/adapters-contract';
import { describe, expect, inject, it } from 'vitest';
import { openFaultyDynamoDb, type Fault } from './testing/faulty-dynamodb.ts';
import { loseEverything } from './testing/redis-data.ts';
import { openClusterForTest } from './testing/test-cluster.ts';
import { messagesOf } from './testing/watched-room.ts';

const REFUSED = { code: 'UNAVAILABLE', retryable: true };
/** More than anybody tries. */
const FOR_EVER = 1_000;

/** A node that dies in a recovery: what it writes is written, and after `done` such answers it learns of nothing any more. */
async function openDyingNode(cluster: Awaited<ReturnType<typeof openClusterForTest>>['cluster'], done: number) {
  // Opening writes once.
  const faults = [...Array<undefined>(1 + done), ...Array<Fault>(FOR_EVER).fill('answer lost')];
  const { endpoint } = await openFaultyDynamoDb(inject('dynamoDbEndpoint'), 'PutItem', faults);
  return cluster.node({ dynamoDbEndpoint: endpoint });
}

describe('a recovery in whose middle a process dies', () => {
  it.each([
    { when: 'after it took an epoch', done: 0 },
    { when: 'after it said in the store where the epoch begins', done: 1 },
  ])('is finished by another one, $when', async ({ done }) => {
    const { cluster, a, b } = await openClusterForTest();
    await a.ports.roomLog.append(create(['ann', 'ben']));
    const stored = await postMany(a.ports.roomLog, 3);
    await drain(a.ports);
    const records = async () => [
      await b.ports.roomStore.members('room', { limit: 10 }),
      await b.ports.roomStore.memberList('room'),
      await b.ports.roomStore.member('room', 'ben'),
    ];
    const before = await records();
    await postMany(a.ports.roomLog, 2);
    await loseEverything(cluster.redis);

    const dying = await openDyingNode(cluster, done);
    await expect(dying.ports.roomLog.append(post('no'))).rejects.toMatchObject(REFUSED);
    await dying.crash();

    const goesOn = await postMany(b.ports.roomLog, 3);
    expect(seqs(goesOn)).toEqual([5, 6, 7]);
    expect(new Set([...stored, ...goesOn].map(({ epoch }) => epoch)).size).toBe(2);
    expect((await b.ports.roomStore.epochs('room')).map(({ firstSeq }) => firstSeq)).toEqual([1, 5]);
    expect(await records()).toEqual(before);
    expect(await a.ports.roomLog.read(goesOn[0]!, 10)).toEqual({ kind: 'events', events: goesOn.slice(1) });
    await drain(b.ports);
    expect((await messagesOf(a)).map(({ seq }) => seq)).toEqual(oneTo(7, 2));
  });

  it('and another loss meets it, nothing that was stored is lost and no seq comes twice', async () => {
    const { cluster, a, b } = await openClusterForTest();
    const ever = new Set<string>();
    let stored: number[] = [];
    for (let round = 0; round < 4; round++) {
      const dying = await openDyingNode(cluster, round % 2);
      const events = await eventually(() => postMany(b.ports.roomLog, 3));
      for (const { epoch, seq } of events) ever.add(`${epoch}-${seq}`);
      expect(ever.size).toBe(3 * (round + 1));
      if (round % 2 === 0) {
        await drain(a.ports);
        stored = (await messagesOf(a)).map(({ seq }) => seq);
      }
      await loseEverything(cluster.redis);
      await expect(dying.ports.roomLog.append(post('no'))).rejects.toMatchObject(REFUSED);
      await loseEverything(cluster.redis);
      await dying.crash();
      expect((await eventually(() => messagesOf(b))).map(({ seq }) => seq)).toEqual(stored);
    }
  });
});
