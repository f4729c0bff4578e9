import { randomUUID } from 'node:crypto';
import { describeOpenedPorts, HOT_WINDOW, ManualClock, MAX_DELIVERIES } from '@maru/adapters-contract';
import { StorageNotReady } from '@maru/chat';
import { expect, inject, it } from 'vitest';
import { openCluster } from './open-cluster.ts';
import { prepareCluster } from './prepare-cluster.ts';
import { openBackend } from './testing/open-backend.ts';

describeOpenedPorts(openBackend);

const UNREACHABLE = 'http://127.0.0.1:1';
const settings = { hotWindow: HOT_WINDOW, maxDeliveries: MAX_DELIVERIES, clock: new ManualClock().read };
const engines = () => ({
  redisUrl: 'redis://127.0.0.1:1',
  dynamoDbEndpoint: inject('dynamoDbEndpoint'),
  elasticsearchUrl: inject('elasticsearchUrl'),
  namespace: `test-${randomUUID()}`,
});

it('cannot be opened before it was prepared, and says so', async () => {
  const opening = openCluster({ ...settings, ...engines() });
  await expect(opening).rejects.toThrow(StorageNotReady);
  await expect(opening).rejects.toThrow('dynamodb: It has no such tables: nobody has prepared it.');
});

it.each([
  { part: 'dynamodb', away: { dynamoDbEndpoint: UNREACHABLE } },
  { part: 'elasticsearch', away: { elasticsearchUrl: UNREACHABLE } },
])('cannot be prepared while $part is away, and says so', async ({ part, away }) => {
  const preparing = prepareCluster({ ...engines(), ...away });
  await expect(preparing).rejects.toThrow(StorageNotReady);
  await expect(preparing).rejects.toMatchObject({ part });
});

it('cannot be opened while DynamoDB is away, and says so', async () => {
  const opening = openCluster({ ...settings, ...engines(), dynamoDbEndpoint: UNREACHABLE });
  await expect(opening).rejects.toMatchObject({ name: 'StorageNotReady', part: 'dynamodb' });
});
