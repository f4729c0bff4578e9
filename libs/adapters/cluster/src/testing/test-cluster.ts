import { randomUUID } from 'node:crypto';
import { HOT_WINDOW, ManualClock, MAX_DELIVERIES, type BackendNode } from '@maru/adapters-contract';
import type { PortSettings } from '@maru/chat';
import { startRedis } from '@maru/engines';
import { afterAll, inject, onTestFinished } from 'vitest';
import type { ClusterEngines } from '../connections.ts';
import { openCluster, type ClusterOptions } from '../open-cluster.ts';
import { removeSearch } from './remove-search.ts';
import { prepareCluster } from '../prepare-cluster.ts';

/** Settings of redis.conf. */
type RedisSettings = Readonly<Record<string, string>>;

const QUICK = { leaseMs: 2_000, sweepMs: 100 };

/** Nodes of a cluster, in a namespace of their own. */
export interface TestNodes {
  readonly engines: ClusterEngines;
  node(options?: Partial<ClusterOptions>): Promise<BackendNode>;
  crashAll(): Promise<void>;
  /** Closes all nodes. */
  destroy(): Promise<void>;
}

/** A cluster of its own: a Redis, and a namespace in the engines that all tests share. */
export interface TestCluster extends TestNodes {
  readonly redis: Awaited<ReturnType<typeof startRedis>>;
}

type SharedEngines = Omit<ClusterEngines, 'redisUrl'>;

async function prepare(): Promise<SharedEngines> {
  const engines = {
    dynamoDbEndpoint: inject('dynamoDbEndpoint'),
    elasticsearchUrl: inject('elasticsearchUrl'),
    namespace: `test-${randomUUID()}`,
  };
  await prepareCluster(engines);
  return engines;
}

/** What the next test needs of the shared engines is prepared while this one runs: they take their time. */
let next: Promise<SharedEngines> | undefined;

function takePrepared(): Promise<SharedEngines> {
  const taken = next ?? prepare();
  next = prepare();
  // It is told to whoever takes it.
  next.catch(() => undefined);
  return taken;
}

afterAll(async () => {
  if (!next) return;
  const { elasticsearchUrl, namespace } = await next;
  await removeSearch(elasticsearchUrl, namespace);
});

/** @param redisUrl of a Redis that is the test's own */
export async function openTestNodes(redisUrl: string, settings: PortSettings): Promise<TestNodes> {
  const engines = { redisUrl, ...(await takePrepared()) };
  const nodes = new Set<BackendNode>();
  return {
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
      await removeSearch(engines.elasticsearchUrl, engines.namespace);
    },
  };
}

export async function openTestCluster(settings: PortSettings, redisSettings?: RedisSettings): Promise<TestCluster> {
  const redis = await startRedis(redisSettings && { settings: redisSettings });
  const nodes = await openTestNodes(redis.url, settings);
  return {
    ...nodes,
    redis,
    async destroy() {
      await nodes.destroy();
      await redis.stop();
    },
  };
}

/** A cluster with two nodes for the running test; it goes when the test has finished. */
export async function openClusterForTest(settings: Partial<PortSettings> = {}, redisSettings?: RedisSettings) {
  const clock = new ManualClock();
  const defaults = { hotWindow: HOT_WINDOW, maxDeliveries: MAX_DELIVERIES, clock: clock.read };
  const cluster = await openTestCluster({ ...defaults, ...settings }, redisSettings);
  onTestFinished(() => cluster.destroy());
  return { cluster, clock, a: await cluster.node(), b: await cluster.node() };
}
