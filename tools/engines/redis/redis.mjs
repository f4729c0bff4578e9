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
  /** @param {{ folder: string, port: number, args: readonly string[] }} options */
  constructor({ folder, port, args }) {
    super({
      name: `redis on port ${port}`,
      command: 'redis-server',
      args,
      folder,
      answers: async () => {
        if ((await this.command('PING')) !== 'PONG') throw new Error('It is loading its data');
      },
      startSeconds: 30,
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
 * One more server that keeps data, in a folder of its own, started.
 * @param {RedisSettings} settings
 */
export const startDataServer = async (settings) => {
  const folder = await makeRunFolder('redis');
  const port = await freePort();
  const all = { port: String(port), bind: LOOPBACK, dir: folder, ...DURABLE, ...settings };
  const server = new RedisServer({
    folder,
    port,
    args: Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
  });
  await server.start();
  return server;
};

/**
 * Starts one Redis server whose acknowledged writes are on the disk.
 * @param {{ settings?: RedisSettings }} [options]
 * @returns {Promise<RedisServer>}
 * @throws when this machine lacks something: see `missingEngines`
 */
export const startRedis = async ({ settings = {} } = {}) => {
  await requireEngine('redis');
  return startDataServer(settings);
};
