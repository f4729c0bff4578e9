import { mkdir } from 'node:fs/promises';
import { run } from '../process/run.mjs';
import { Engine } from '../process/engine.mjs';
import { freePort, LOOPBACK } from '../process/free-port.mjs';
import { makeRunFolder } from '../process/run-folder.mjs';
import { requireEngine } from '../requirements.mjs';

/**
 * Settings of redis.conf, over those that every server here has.
 * @typedef {Readonly<Record<string, string>>} RedisSettings
 */

/** An acknowledged write is on the disk. @type {RedisSettings} */
const DURABLE = { appendonly: 'yes', appendfsync: 'always', save: '' };

/** A Redis server of any kind. */
export class RedisServer extends Engine {
  /** @param {{ folder: string, port: number, args: readonly string[], logFile?: string | undefined }} options */
  constructor({ folder, port, args, logFile }) {
    super({
      name: `redis on port ${port}`,
      command: 'redis-server',
      args,
      folder,
      answers: async () => {
        if ((await this.command('PING')) !== 'PONG') throw new Error('It is loading its data');
      },
      startSeconds: 30,
      logFile,
      insist: true,
    });
    this.host = LOOPBACK;
    this.port = port;
  }

  get url() {
    return `redis://${this.host}:${this.port}`;
  }

  /** Sends one command with redis-cli. @param {...string} words @returns {Promise<string>} what redis-cli prints */
  async command(...words) {
    const answer = await run('redis-cli', ['-h', this.host, '-p', String(this.port), ...words], { timeout: 2000 });
    return answer.trimEnd();
  }
}

/**
 * One more server that keeps data, started.
 * @param {RedisSettings} settings
 * @param {import('../process/place.mjs').Place} [place] default: a folder of its own
 */
export const startDataServer = async (settings, { dataDir, logFile } = {}) => {
  const folder = await makeRunFolder('redis');
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const port = await freePort();
  const all = { port: String(port), bind: LOOPBACK, dir: dataDir ?? folder, ...DURABLE, ...settings };
  const server = new RedisServer({
    folder,
    port,
    logFile,
    args: Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
  });
  await server.start();
  return server;
};

/**
 * Starts one Redis server whose acknowledged writes are on the disk.
 * @param {{ settings?: RedisSettings } & import('../process/place.mjs').Place} [options]
 * @returns {Promise<RedisServer>}
 * @throws when this machine lacks something: see `missingEngines`
 */
export const startRedis = async ({ settings = {}, ...place } = {}) => {
  await requireEngine('redis');
  return startDataServer(settings, place);
};
