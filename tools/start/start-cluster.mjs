// npm run start:cluster: the cluster topology on this machine without Docker, at one address. Ctrl-C stops all of it.
// With `-- --no-build` it runs what was built before.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { relative, resolve } from 'node:path';
import { freePort, missingEngines } from '@maru/engines';
import { Advice, build, requireDependencies, ROOT, run, say } from './build.mjs';
import { logDirOf, prepare, startEngines, startFront, startServices, STOPPING_ORDER } from './cluster.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { Parts } from './parts.mjs';
import { requireFreePort } from './require-free-port.mjs';

const PORT = Number(process.env['MARU_PORT'] || 3000) || (await freePort());
const PUBLIC_URL = process.env['MARU_PUBLIC_URL'] || `http://localhost:${PORT}`;
const DATA_DIR = resolve(ROOT, process.env['MARU_DATA_DIR'] || 'data', 'cluster');

async function requireEngines() {
  const lines = (await missingEngines()).flatMap(({ engine, lacks }) =>
    lacks.map(({ what, howToGet }) => `  ${engine} lacks ${what}: ${howToGet}`),
  );
  if (lines.length > 0)
    throw new Advice(
      `The cluster cannot run here yet.\n${lines.join('\n')}\nEmbedded, Maru needs none of this: npm start`,
    );
}

/** Engines on the data of other engines would spoil it. The lock is a name in the kernel, which frees it when this process ends. */
function requireUnusedData() {
  const name = createHash('sha256').update(DATA_DIR).digest('hex').slice(0, 32);
  return new Promise((free, taken) => {
    const lock = createServer().listen({ path: `\0maru-cluster-${name}` }, () => free(lock.unref()));
    lock.once('error', () =>
      taken(new Advice(`A cluster runs on ${DATA_DIR} already. Name another folder in MARU_DATA_DIR.`)),
    );
  });
}

const parts = new Parts();
let isStopping = false;

/** @param {number} code of the process */
async function stop(code) {
  isStopping = true;
  for (const words of STOPPING_ORDER) await parts.stop(words);
  say('all is stopped');
  process.exit(code);
}

function stopOnSignal() {
  let first = Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal's Ctrl-C comes from the terminal and from npm: only a later one means that it takes too long.
      if (Date.now() - first > 1_000) process.exit(1);
      if (isStopping) return;
      first = Date.now();
      say('stopping; once more ends everything at once');
      void stop(0);
    });
  }
  endWithNpm();
}

async function start() {
  mkdirSync(logDirOf(DATA_DIR), { recursive: true });
  say(`starting; data and logs of all parts are in ${relative(process.cwd(), DATA_DIR) || '.'}`);
  const engines = { ...(await startEngines(parts, DATA_DIR)), MARU_PUBLIC_URL: PUBLIC_URL, MARU_TOPOLOGY: 'cluster' };
  await prepare(engines);
  const apiServers = await startServices(parts, engines, DATA_DIR);
  await startFront(parts, { port: PORT, publicUrl: PUBLIC_URL, apiServers, dataDir: DATA_DIR });
  say(`open ${PUBLIC_URL} in three browser windows: each is served by another replica; Ctrl-C stops everything`);
}

await run(async () => {
  requireDependencies();
  await requireEngines();
  await requireFreePort('127.0.0.1', PORT, 'npm run start:cluster');
  await requireUnusedData();
  if (!process.argv.includes('--no-build')) await build(['api', 'persister', 'indexer', 'admin', 'web', 'playground']);
});
stopOnSignal();
await start().catch(async (error) => {
  if (isStopping) return; // what was starting was told to end
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  await stop(1);
});
