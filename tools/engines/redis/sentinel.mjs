import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allOrNone } from '../process/all-or-none.mjs';
import { eventually } from '../process/eventually.mjs';
import { freePort, LOOPBACK } from '../process/free-port.mjs';
import { makeRunFolder } from '../process/run-folder.mjs';
import { requireEngine } from '../requirements.mjs';
import { RedisServer, startDataServer } from './redis.mjs';

/** @typedef {import('./redis.mjs').RedisSettings} RedisSettings */

/** What the sentinels call the primary. */
const NAME = 'maru';
const SENTINELS = 3;
const QUORUM = 2;

/** A primary and a replica, watched by three sentinels. */
export class RedisWithSentinels {
  /** @param {{ servers: readonly RedisServer[], sentinels: readonly RedisServer[] }} options */
  constructor({ servers, sentinels }) {
    this.name = NAME;
    this.servers = servers;
    this.sentinels = sentinels;
  }

  /** The server that the first sentinel that answers takes for the primary. @returns {Promise<RedisServer>} */
  async primary() {
    const ask = (/** @type {RedisServer} */ sentinel) => sentinel.command('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME);
    const answer = await Promise.any(this.sentinels.map(ask));
    const server = this.servers.find(({ port }) => answer.endsWith(`\n${port}`));
    if (!server) throw new Error(`The sentinels name a stranger: ${answer}`);
    return server;
  }

  /** Stops all of them. */
  async stop() {
    await Promise.all([...this.sentinels, ...this.servers].map((server) => server.stop()));
  }
}

/**
 * Starts a primary, a replica and three sentinels. Resolves when the replica is in step and every sentinel knows all others.
 * @param {{ settings?: RedisSettings, downAfterMs?: number }} [options] `settings` for the two data servers;
 * `downAfterMs`: after how long a silence a sentinel takes a server for down
 * @returns {Promise<RedisWithSentinels>}
 * @throws when this machine lacks something: see `missingEngines`
 */
export const startRedisWithSentinels = async ({ settings = {}, downAfterMs = 1000 } = {}) => {
  await requireEngine('redis');
  return allOrNone(async (keep) => {
    const data = { 'repl-diskless-sync-delay': '0', ...settings };
    const primary = keep(await startDataServer(data));
    const replica = keep(await startDataServer({ ...data, replicaof: `${LOOPBACK} ${primary.port}` }));
    const sentinels = [];
    while (sentinels.length < SENTINELS) sentinels.push(keep(await startSentinel(primary, downAfterMs)));

    await eventually(() => inStep(replica), { what: 'the replica is in step', seconds: 30 });
    for (const sentinel of sentinels) {
      await eventually(() => knowsAll(sentinel), { what: 'the sentinels know each other', seconds: 30 });
    }
    return new RedisWithSentinels({ servers: [primary, replica], sentinels });
  });
};

/** @param {RedisServer} primary @param {number} downAfterMs */
const startSentinel = async (primary, downAfterMs) => {
  const folder = await makeRunFolder('sentinel');
  const port = await freePort();
  const file = join(folder, 'sentinel.conf'); // which the sentinel rewrites
  const lines = [
    `port ${port}`,
    `bind ${LOOPBACK}`,
    `dir ${folder}`,
    `sentinel monitor ${NAME} ${LOOPBACK} ${primary.port} ${QUORUM}`,
    `sentinel down-after-milliseconds ${NAME} ${downAfterMs}`,
    `sentinel failover-timeout ${NAME} 5000`,
  ];
  await writeFile(file, lines.join('\n'));
  const sentinel = new RedisServer({ folder, port, args: [file, '--sentinel'] });
  await sentinel.start();
  return sentinel;
};

/** @param {RedisServer} replica */
const inStep = async (replica) => {
  const state = await replica.command('INFO', 'replication');
  if (!state.includes('master_link_status:up')) throw new Error(state);
};

/** @param {RedisServer} sentinel */
const knowsAll = async (sentinel) => {
  const state = await sentinel.command('SENTINEL', 'MASTER', NAME);
  const value = (/** @type {string} */ field) => Number(new RegExp(`^${field}\n(.*)$`, 'm').exec(state)?.[1]);
  if (value('num-other-sentinels') < SENTINELS - 1 || value('num-slaves') < 1) throw new Error(state);
};
