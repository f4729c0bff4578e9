import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort, startDynamoDb, startElasticsearch, startNginx, startProgram, startRedis } from '@maru/engines';
import { nginxConfig } from '../deployment/nginx-config.mjs';
import { Advice, ROOT, say } from './build.mjs';

/** @typedef {import('./parts.mjs').Parts} Parts */

const LOOPBACK = '127.0.0.1';
const REPLICAS = ['a', 'b', 'c'];
const CONSUMERS = ['persister', 'indexer'];
const INSTANCES = ['1', '2'];
const READY_SECONDS = 60;
const SHOWN_LINES = 8;

/** Those in front end first, so that nobody is served by something that has lost its own support. */
export const STOPPING_ORDER = [['replica'], ['nginx'], CONSUMERS, ['redis', 'dynamodb', 'elasticsearch']];

/** @param {string} app */
const programOf = (app) => join(ROOT, `apps/${app}/dist/main.js`);

/**
 * The engines, with their data in a folder that stays. One that a setting names runs already, and is only used.
 * @param {Parts} parts
 * @param {string} dataDir
 * @returns {Promise<Record<string, string>>} the settings that name them
 */
export async function startEngines(parts, dataDir) {
  /** @param {string} name */
  const place = (name) => ({ dataDir: join(dataDir, name), logFile: logFileOf(dataDir, name) });
  const starts = {
    REDIS_URL: async () =>
      (
        await parts.start(
          'redis',
          () => startRedis(place('redis')),
          ({ url }) => url,
        )
      ).url,
    DYNAMODB_ENDPOINT: async () => {
      const start = () => startDynamoDb({ ...place('dynamodb'), longRunning: true });
      return (await parts.start('dynamodb', start, ({ endpoint }) => endpoint)).endpoint;
    },
    ELASTICSEARCH_URL: async () => {
      const start = () => startElasticsearch({ ...place('elasticsearch'), longRunning: true });
      return (await parts.start('elasticsearch', start, ({ url }) => url)).url;
    },
  };
  const named = Object.entries(starts).map(async ([setting, start]) => [
    setting,
    process.env[setting] || (await start()),
  ]);
  return Object.fromEntries(await Promise.all(named));
}

/** Makes tables, templates and aliases. @param {Record<string, string>} settings */
export async function prepare(settings) {
  const child = spawn(process.execPath, ['--no-warnings', programOf('admin'), 'prepare'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (printed += text));
  const code = await new Promise((done) => child.once('close', done));
  const end = printed.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  if (code !== 0) throw new Advice(`${end}\n\nThe engines could not be prepared.`);
  say('tables and indices are there');
}

/**
 * Three replicas and two of each consumer service.
 * @param {Parts} parts
 * @param {Record<string, string>} settings
 * @param {string} dataDir
 * @returns {Promise<string[]>} `host:port` of each replica
 */
export async function startServices(parts, settings, dataDir) {
  /** @param {string} app @param {string} name @param {string} replica */
  const start = async (app, name, replica) => {
    const port = await freePort();
    const url = `http://${LOOPBACK}:${port}`;
    const own = { MARU_TOPOLOGY: 'cluster', MARU_HOST: LOOPBACK, MARU_PORT: String(port), MARU_REPLICA: replica };
    const program = {
      name,
      command: process.execPath,
      args: [programOf(app)],
      env: { ...process.env, ...settings, ...own },
      answers: () => isReady(url),
      startSeconds: READY_SECONDS,
      logFile: logFileOf(dataDir, name),
    };
    await parts.start(
      name,
      () => startProgram(program),
      () => url,
    );
    return `${LOOPBACK}:${port}`;
  };
  const consumers = CONSUMERS.flatMap((app) => INSTANCES.map((n) => start(app, `${app}-${n}`, `${app}-${n}`)));
  const replicas = REPLICAS.map((replica) => start('api', `replica-${replica}`, replica));
  await Promise.all(consumers);
  return Promise.all(replicas);
}

/** @param {string} url */
async function isReady(url) {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(await answer.text());
}

/**
 * The one address.
 * @param {Parts} parts
 * @param {{ port: number, publicUrl: string, apiServers: readonly string[], dataDir: string }} options
 */
export async function startFront(parts, { port, publicUrl, apiServers, dataDir }) {
  const clientDir = join(ROOT, 'apps/web/dist');
  const start = () =>
    startNginx({
      port,
      logFile: logFileOf(dataDir, 'nginx'),
      config: ({ host }) =>
        nginxConfig({
          listen: `${host}:${port}`,
          apiServers,
          clientDir,
          publicUrl,
          embedOrigins: process.env['MARU_EMBED_ORIGINS'],
        }),
    });
  await parts.start('nginx', start, ({ url }) => url);
}

/** @param {string} dataDir */
export const logDirOf = (dataDir) => join(dataDir, 'logs');

/** @param {string} dataDir @param {string} name */
const logFileOf = (dataDir, name) => join(logDirOf(dataDir), `${name}.log`);
