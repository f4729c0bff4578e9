import { randomUUID } from 'node:crypto';
import type { Backend, BackendNode, OpenBackend } from '@maru/adapters-contract';
import { startRedis } from '@maru/engines';
import { inject } from 'vitest';
import { openCluster, prepareCluster, type ClusterEngines } from '../open-cluster.ts';

const LEASE_MS = 2_000;
const SWEEP_MS = 100;

/** The backend of the contract suites: a Redis of its own for each, and a namespace in the engines that all share. */
export const openBackend: OpenBackend = async (settings): Promise<Backend> => {
  const redis = await startRedis();
  const engines: ClusterEngines = {
    redisUrl: redis.url,
    dynamoDbEndpoint: inject('dynamoDbEndpoint'),
    elasticsearchUrl: inject('elasticsearchUrl'),
    namespace: `test-${randomUUID()}`,
  };
  await prepareCluster(engines);
  const nodes = new Set<BackendNode>();
  const restart = async () => {
    await Promise.all([...nodes].map((node) => node.crash()));
    await redis.kill();
    await redis.restart();
  };
  return {
    async node() {
      const opened = await openCluster({ ...settings, ...engines, leaseMs: LEASE_MS, sweepMs: SWEEP_MS });
      // A node that is gone stays gone: closing it again, or after a crash, does nothing.
      const once = async (end: () => Promise<void>) => {
        if (nodes.delete(node)) await end();
      };
      const node: BackendNode = {
        ...opened,
        close: () => once(() => opened.close()),
        crash: () => once(() => opened.crash()),
      };
      nodes.add(node);
      return node;
    },
    restart,
    // Redis says by itself that it is another one.
    startNewEpoch: restart,
    async destroy() {
      await Promise.all([...nodes].map((node) => node.close()));
      await redis.stop();
    },
  };
};
