import { create, drain, post } from '@maru/adapters-contract';
import { describe, expect, inject, it } from 'vitest';
import { openFaultyDynamoDb, type Fault } from './testing/faulty-dynamodb.ts';
import { openClusterForTest } from './testing/test-cluster.ts';
import { uuidV7 } from './testing/uuid-v7.ts';

const MINUTE = 60_000;

const keyed = (id: string) => post(id, { dedupe: { key: `message:ann:${id}`, fingerprint: id } });

/** A node that cannot look anything up in DynamoDB. */
async function openWithoutLookUp() {
  const { cluster, a } = await openClusterForTest();
  await a.ports.roomLog.append(create());
  const { endpoint } = await openFaultyDynamoDb(
    inject('dynamoDbEndpoint'),
    'Query',
    Array<Fault>(100).fill('answer lost'),
  );
  return { cluster, a, blind: await cluster.node({ dynamoDbEndpoint: endpoint }) };
}

describe('a dedupe key', () => {
  it('that was made lately needs no look-up', async () => {
    const { blind } = await openWithoutLookUp();
    for (const age of [0, 9 * MINUTE, -4 * MINUTE]) {
      const command = keyed(uuidV7(Date.now() - age));
      expect(await blind.ports.roomLog.append(command)).toMatchObject({ repeated: false });
      expect(await blind.ports.roomLog.append(command)).toMatchObject({ repeated: true });
    }
  });

  it.each([
    { what: 'that was made long ago', id: () => uuidV7(Date.now() - 11 * MINUTE) },
    { what: 'from far ahead', id: () => uuidV7(Date.now() + 6 * MINUTE) },
    { what: 'that does not tell when it was made', id: () => 'one' },
  ])('$what is looked up', async ({ id }) => {
    const { a, blind } = await openWithoutLookUp();
    const command = keyed(id());
    await expect(blind.ports.roomLog.append(command)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await a.ports.roomLog.append(command)).toMatchObject({ repeated: false });
    await drain(a.ports);
    expect(await blind.ports.roomLog.append(command)).toMatchObject({ repeated: true });
  });

  it('is looked up, however young, after Redis was another one', async () => {
    const { cluster, a, blind } = await openWithoutLookUp();
    await cluster.redis.restart();
    await expect(blind.ports.roomLog.append(keyed(uuidV7(Date.now())))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await a.ports.roomLog.append(keyed(uuidV7(Date.now())))).toMatchObject({ repeated: false });
  });

  it('leaves Redis some time after it was stored, and not before', async () => {
    const { cluster, a } = await openClusterForTest();
    await a.ports.roomLog.append(keyed(uuidV7(Date.now())));
    const [name = ''] = (await cluster.redis.command('KEYS', '*:first:*')).split('\n');
    expect(await cluster.redis.command('TTL', name)).toBe('-1');
    await drain(a.ports);
    expect(Number(await cluster.redis.command('TTL', name))).toBeGreaterThan(9 * 60);
  });
});
