import type { Backend, OpenBackend } from '@maru/adapters-contract';
import { openTestCluster } from './test-cluster.ts';

/** The backend of the contract suites. DynamoDB and Elasticsearch go on: what they acknowledged is theirs to keep. */
export const openBackend: OpenBackend = async (settings): Promise<Backend> => {
  const cluster = await openTestCluster(settings);
  const restart = async () => {
    await cluster.crashAll();
    await cluster.redis.kill();
    await cluster.redis.restart();
  };
  return {
    node: () => cluster.node(),
    restart,
    // Redis says by itself that it is not the one that it was.
    startNewEpoch: restart,
    destroy: () => cluster.destroy(),
  };
};
