import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startRedis } from '@maru/engines';
import { inject } from 'vitest';
import { freePort } from './free-port.ts';
import { runToEnd, ServerProcess } from './server-process.ts';
import type { Server, Settings } from './server.ts';

const REPLICAS = ['a', 'b', 'c'];
const INSTANCES = ['1', '2'];

export const program = (app: string) => fileURLToPath(new URL(`../../../${app}/dist/main.js`, import.meta.url));

export interface Cluster extends Server {
  readonly redis: Awaited<ReturnType<typeof startRedis>>;
  /** In the order of `urls`. */
  readonly replicas: readonly ServerProcess[];
  readonly persisters: readonly ServerProcess[];
  readonly indexers: readonly ServerProcess[];
  /** Where the engines are, for processes that a scenario starts itself. */
  readonly settings: Settings;
  /** Where the engines really are, whatever lies between them and the processes. */
  readonly engines: { readonly dynamoDbEndpoint: string; readonly elasticsearchUrl: string };
  /** Runs a command of the admin program to its end. @returns what it printed */
  administer(...args: readonly string[]): Promise<string>;
}

export interface ClusterOptions {
  /** What one process has besides, by its name (a, b, c, persister-1 …). */
  readonly settingsOf?: (name: string) => Settings;
  /** Puts something between the processes and Redis. @returns its address */
  readonly wayToRedis?: (url: string) => Promise<string>;
}

/** Three replicas, two persisters and two indexers on a Redis of their own, in a namespace of the engines that all files share. */
export async function startCluster(
  given: Settings = {},
  { settingsOf = () => ({}), wayToRedis = (url) => Promise.resolve(url) }: ClusterOptions = {},
): Promise<Cluster> {
  const redis = await startRedis();
  const engines = { dynamoDbEndpoint: inject('dynamoDbEndpoint'), elasticsearchUrl: inject('elasticsearchUrl') };
  const settings = {
    MARU_TOPOLOGY: 'cluster',
    MARU_HOST: '127.0.0.1',
    MARU_RATE_LIMITS: 'off',
    MARU_NAMESPACE: `e2e-${randomUUID()}`,
    REDIS_URL: await wayToRedis(redis.url),
    DYNAMODB_ENDPOINT: engines.dynamoDbEndpoint,
    ELASTICSEARCH_URL: engines.elasticsearchUrl,
    ...given,
  };
  const administer = (...args: readonly string[]) => runToEnd(program('admin'), args, settings);
  await administer('prepare');
  const processOf = async (app: string, name: string) => {
    const port = await freePort();
    const own = { MARU_PORT: String(port), MARU_REPLICA: name, ...settingsOf(name) };
    return new ServerProcess(program(app), `http://127.0.0.1:${port}`, { ...settings, ...own });
  };
  const [replicas, persisters, indexers] = await Promise.all([
    Promise.all(REPLICAS.map((name) => processOf('api', name))),
    Promise.all(INSTANCES.map((n) => processOf('persister', `persister-${n}`))),
    Promise.all(INSTANCES.map((n) => processOf('indexer', `indexer-${n}`))),
  ]);
  const all = [...replicas, ...persisters, ...indexers];
  const endAll = () => Promise.all(all.map((process) => process.end('SIGKILL')));
  // One that does not start takes the others along: nobody would end them.
  await Promise.all(all.map((process) => process.start())).catch(async (error: unknown) => {
    await endAll();
    throw error;
  });
  return {
    ...asServer(replicas, all),
    redis,
    replicas,
    persisters,
    indexers,
    settings,
    engines,
    administer,
    async close() {
      await endAll();
      await redis.stop();
      await fetch(`${engines.elasticsearchUrl}/${settings.MARU_NAMESPACE}-*`, { method: 'DELETE' });
    },
  };
}

/** Killed and stopped are the replicas: they answer the clients. */
function asServer(replicas: readonly ServerProcess[], all: readonly ServerProcess[]): Omit<Server, 'close'> {
  const [first, ...others] = replicas.map(({ url }) => url);
  if (first === undefined) throw new Error('A cluster has at least one replica.');
  return {
    urls: [first, ...others],
    start: async () => {
      await Promise.all(replicas.map((replica) => replica.start()));
    },
    stop: async () => {
      const stopped = await Promise.all(replicas.map((replica) => replica.end('SIGTERM')));
      return {
        exitCode: stopped.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0,
        tookMs: Math.max(...stopped.map(({ tookMs }) => tookMs)),
      };
    },
    kill: async () => {
      await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
    },
    logs: () => all.map((process) => process.logs()).join('\n'),
  };
}
