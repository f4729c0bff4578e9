import { run } from '../process/run.mjs';
import { allOrNone } from '../process/all-or-none.mjs';
import { eventually } from '../process/eventually.mjs';
import { freePort } from '../process/free-port.mjs';
import { requireEngine } from '../requirements.mjs';
import { startDataServer } from './redis.mjs';

/** @typedef {import('./redis.mjs').RedisServer} RedisServer */
/** @typedef {import('./redis.mjs').RedisSettings} RedisSettings */

const PRIMARIES = 3;

/** A Redis Cluster of three primaries without replicas. */
export class RedisCluster {
  /** @param {readonly RedisServer[]} servers */
  constructor(servers) {
    this.servers = servers;
  }

  /** Stops all of them. */
  async stop() {
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}

/**
 * Starts a Redis Cluster of three. Resolves when every server takes the cluster for complete.
 * @param {{ settings?: RedisSettings }} [options]
 * @returns {Promise<RedisCluster>}
 * @throws when this machine lacks something: see `missingEngines`
 */
export const startRedisCluster = async ({ settings = {} } = {}) => {
  await requireEngine('redis');
  return allOrNone(async (keep) => {
    const servers = [];
    while (servers.length < PRIMARIES) servers.push(keep(await startMember(settings)));

    const addresses = servers.map(({ host, port }) => `${host}:${port}`);
    await run('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { timeout: 30_000 });
    for (const server of servers) {
      await eventually(() => complete(server), { what: 'the cluster is complete', seconds: 30 });
    }
    return new RedisCluster(servers);
  });
};

/** @param {RedisSettings} settings */
const startMember = async (settings) =>
  startDataServer({
    'cluster-enabled': 'yes',
    'cluster-node-timeout': '2000',
    'cluster-port': String(await freePort()),
    ...settings,
  });

/** @param {RedisServer} server */
const complete = async (server) => {
  const state = await server.command('CLUSTER', 'INFO');
  if (!state.includes('cluster_state:ok') || !state.includes(`cluster_known_nodes:${PRIMARIES}`))
    throw new Error(state);
};
