import { randomUUID } from 'node:crypto';
import { HOT_WINDOW, ManualClock, MAX_DELIVERIES, type BackendNode } from '@maru/adapters-contract';
import type { PortSettings } from '@maru/chat';
import { startRedis } from '@maru/engines';
import { inject, onTestFinished } from 'vitest';
import type { ClusterEngines } from '../connections.ts';
import { openCluster, type ClusterOptions } from '../open-cluster.ts';
import { prepareCluster } from '../prepare-cluster.ts';

const QUICK = { leaseMs: 2_000, sweepMs: 100 };

/** A cluster of its own: a Redis, and a namespace in the engines that all tests share. */
export interface TestCluster {
  readonly redis: Awaited<ReturnType<typeof startRedis>>;
  readonly engines: ClusterEngines;
  node(options?: Partial<ClusterOptions>): Promise<BackendNode>;
  crashAll(): Promise<void>;
  destroy(): Promise<void>;
}

export async function openTestCluster(settings: PortSettings): Promise<TestCluster> {
  const redis = await startRedis();
  const engines = {
    redisUrl: redis.url,
    dynamoDbEndpoint: inject('dynamoDbEndpoint'),
    elasticsearchUrl: inject('elasticsearchUrl'),
    namespace: `test-${randomUUID()}`,
  };
  await prepareCluster(engines);
  const nodes = new Set<BackendNode>();
  return {
    redis,
    engines,
    async node(options) {
      const opened = await openCluster({ ...settings, ...QUICK, ...engines, ...options });
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
    async crashAll() {
      await Promise.all([...nodes].map((node) => node.crash()));
    },
    async destroy() {
      await Promise.all([...nodes].map((node) => node.close()));
      await redis.stop();
      await fetch(`${engines.elasticsearchUrl}/${engines.namespace}-*`, { method: 'DELETE' });
    },
  };
}

/** A cluster with two nodes for the running test; it goes when the test has finished. */
export async function openClusterForTest(settings: Partial<PortSettings> = {}) {
  const clock = new ManualClock();
  const defaults = { hotWindow: HOT_WINDOW, maxDeliveries: MAX_DELIVERIES, clock: clock.read };
  const cluster = await openTestCluster({ ...defaults, ...settings });
  onTestFinished(() => cluster.destroy());
  return { cluster, clock, a: await cluster.node(), b: await cluster.node() };
}
