// npm run faults: brings about every fault at many random moments, on both topologies, and writes what became of it to docs/guarantees.md.
//
//   --resume              goes on where a run was stopped (Ctrl-C): finished moments are not repeated
//   --only F1,F7          these faults only
//   --topology cluster    this topology only
//   --runs 20             random moments of each fault
//   --seed 1              repeats the random numbers of another run
//   --lengths 0.05        by what lengths are multiplied; with 1, a consumer sleeps for minutes
//   --table               runs nothing: writes the table of what is known
import { spawn, execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, build, requireDependencies, ROOT, run, say } from '../start/build.mjs';
import { whatIsMissing } from '../test/engines.mjs';
import { forget, JOURNAL, readJournal } from './journal.mjs';
import { tableOf, withTable } from './table.mjs';

const PAGE = join(ROOT, 'docs/guarantees.md');
const RUNS = 20;
const TOPOLOGIES = ['embedded', 'cluster'];

const { values: options } = parseArgs({
  options: {
    resume: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    topology: { type: 'string', default: '' },
    runs: { type: 'string', default: `${RUNS}` },
    seed: { type: 'string' },
    lengths: { type: 'string' },
  },
});
const only = options.only.split(',').filter((id) => id !== '');
const topologies = TOPOLOGIES.filter((name) => options.topology === '' || options.topology === name);
const isWhole = only.length === 0 && topologies.length === TOPOLOGIES.length && Number(options.runs) >= RUNS;

/** All faults of a topology, one after the other. @param {string} topology @param {NodeJS.ProcessEnv} env @returns whether all of it held */
async function runFaults(topology, env) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const args = ['run', '--root', 'apps/e2e', 'src/faults/faults.e2e.spec.ts', '--disable-console-intercept'];
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env, MARU_E2E_TOPOLOGY: topology },
    stdio: 'inherit',
  });
  return (await new Promise((done) => child.once('close', done))) === 0;
}

/** @param {string} command @param {...string} args */
const printed = (command, ...args) => execFileSync(command, args, { cwd: ROOT, encoding: 'utf8' }).trim();

function versions() {
  const maru = `Maru ${printed('git', 'rev-parse', '--short', 'HEAD')}, Node ${process.version.slice(1)}`;
  if (!topologies.includes('cluster')) return maru;
  return `${maru}, Redis ${/ v=(\S+)/.exec(printed('redis-server', '--version'))?.[1]}`;
}

/** @param {readonly string[]} values */
const distinct = (values) => [...new Set(values)].join('; ');

function publish() {
  const entries = readJournal();
  if (entries.length === 0) throw new Advice('No fault was brought about yet.');
  const days = distinct(entries.map(({ at }) => at.slice(0, 10)));
  const seeds = distinct(entries.map(({ seed }) => String(seed)));
  const tried = distinct(entries.map((entry) => entry.versions));
  const missing = TOPOLOGIES.filter((name) => !entries.some(({ topology }) => topology === name));
  const gap =
    missing.length === 0 ? '' : ` The full run on the ${missing.join(' and ')} topology is not in this table yet.`;
  const content = `Run on ${days}, seed ${seeds} (${tried}).${gap}\n\n${tableOf(entries)}`;
  writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), content));
  printed(process.execPath, join(ROOT, 'node_modules/prettier/bin/prettier.cjs'), '--write', PAGE);
  say('the table is in docs/guarantees.md');
}

/** Goes on with the numbers that a run was begun with. */
function chooseSeed() {
  const before = options.resume ? readJournal().at(-1)?.seed : undefined;
  return options.seed ?? String(before ?? randomInt(2 ** 31));
}

async function bringAboutFaults() {
  if (topologies.length === 0) throw new Advice(`--topology is one of ${TOPOLOGIES.join(', ')}.`);
  await build(['api', 'persister', 'indexer', 'admin', 'web', 'playground']);
  const missing = topologies.includes('cluster') ? await whatIsMissing() : [];
  if (missing.length > 0) throw new Advice(`The cluster needs engines that are not here:\n${missing.join('\n')}`);

  const seed = chooseSeed();
  const isChosen = (/** @type {import('./journal.mjs').Entry} */ { topology, fault }) =>
    topologies.includes(topology) && (only.length === 0 || only.includes(fault));
  forget((entry) => !options.resume && isChosen(entry));
  say(`${options.runs} random moments of each fault, seed ${seed}; Ctrl-C stops, --resume goes on`);
  const env = {
    MARU_FAULT_JOURNAL: JOURNAL,
    MARU_FAULT_VERSIONS: versions(),
    MARU_FAULT_RUNS: options.runs,
    MARU_FAULTS_ONLY: only.join(','),
    MARU_E2E_SEED: seed,
    ...(options.lengths !== undefined && { MARU_FAULT_LENGTHS: options.lengths }),
  };
  const held = [];
  for (const topology of topologies) held.push(await runFaults(topology, env));
  if (isWhole) publish();
  else console.log(`\n${tableOf(readJournal().filter(isChosen))}\n`);
  if (!held.every(Boolean)) process.exitCode = 1;
}

await run(async () => {
  requireDependencies();
  if (options.table) publish();
  else await bringAboutFaults();
});
