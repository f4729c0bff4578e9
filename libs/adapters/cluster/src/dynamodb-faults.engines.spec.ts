import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { messageTable } from './message-rows.ts';
import { ClusterMessageStore } from './message-store.ts';
import { openFaultyDynamoDb, type Fault } from './testing/faulty-dynamodb.ts';
import { messageAt } from './testing/items.ts';
import { openDynamoForTest, openTableForTest } from './testing/dynamodb.ts';
import { userTable } from './user-rows.ts';
import { ClusterUserStore } from './user-store.ts';

async function openOn(operation: string, faults: readonly Fault[], define: typeof messageTable) {
  const { table, client } = await openTableForTest(define);
  const faulty = await openFaultyDynamoDb(inject('dynamoDbEndpoint'), operation, faults);
  return { table, client, faulty: openDynamoForTest(faulty.endpoint), left: faulty.left };
}

describe('messages are all written, once', () => {
  it.each<{ what: string; operation: string; faults: Fault[] }>([
    {
      what: 'DynamoDB hands most of a batch back',
      operation: 'BatchWriteItem',
      faults: ['one done', 'one done', 'one done'],
    },
    { what: 'it throttles', operation: 'BatchWriteItem', faults: ['throttled', 'throttled', 'one done', 'throttled'] },
    { what: 'the answer to a batch is lost', operation: 'BatchWriteItem', faults: ['answer lost', 'answer lost'] },
    { what: 'the answer to a revision is lost', operation: 'PutItem', faults: ['answer lost', 'throttled'] },
  ])('where $what', async ({ operation, faults }) => {
    const { table, client, faulty, left } = await openOn(operation, faults, messageTable);
    const items = Array.from({ length: 30 }, (_, index) => messageAt('room', index + 1));
    const edited = messageAt('room', 7, { body: null, revision: { epoch: 1, seq: 40 } });
    await new ClusterMessageStore(faulty, table, async () => []).put([...items, edited]);
    expect(left).toEqual([]);
    const page = await new ClusterMessageStore(client, table, async () => []).page('room', { after: 0, limit: 100 });
    expect(page).toEqual(items.with(6, edited));
  });

  it('or whoever asked is told', async () => {
    const { table, faulty } = await openOn('BatchWriteItem', Array<Fault>(60).fill('throttled'), messageTable);
    await expect(
      new ClusterMessageStore(faulty, table, async () => []).put([messageAt('room', 1)]),
    ).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
    });
  });
});

describe('a handle is taken once', () => {
  it('where the answer to the transaction is lost', async () => {
    const { table, faulty, client, left } = await openOn('TransactWriteItems', ['answer lost', 'throttled'], userTable);
    const now = 1_800_000_000_000;
    const claim = {
      handle: '지민',
      sessionId: 's1',
      kind: 'page' as const,
      now,
      heldUntil: now + 1,
      newUserId: randomUUID(),
    };
    const result = await new ClusterUserStore(faulty, table).claim(claim);
    expect(left).toEqual([]);
    expect(result).toMatchObject({ kind: 'bound', session: { userId: claim.newUserId } });
    expect(await new ClusterUserStore(client, table).holders(['지민'])).toMatchObject([{ userId: claim.newUserId }]);
  });
});

it('a store that cannot be reached says so', async () => {
  const store = new ClusterUserStore(openDynamoForTest('http://127.0.0.1:1'), 'users');
  await expect(store.session('s1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
