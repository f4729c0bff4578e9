// npm test: builds what is needed, runs all tests that can run here, and ends by saying which those were.
// The last line is always `N passed, N failed`; arguments (paths, -t …) go to Vitest.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, requireDependencies, ROOT, run } from '../start/build.mjs';
import { findChromium } from './chromium.mjs';
import { countRun, NOTHING, sum, totals } from './counts.mjs';
import { ALL_ENGINES, whatIsMissing, withEngines } from './engines.mjs';

const HOW_TO_GET_CHROMIUM = 'apt-get install chromium fonts-noto-cjk';

/** One run of Vitest. @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
async function vitest(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'maru-test-'));
  const report = join(folder, 'report.json');
  const command = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'];
  const child = spawn(process.execPath, [...command, `--outputFile.json=${report}`, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const code = await new Promise((done) => child.once('close', done));
  const counts = countRun(report, code);
  rmSync(folder, { recursive: true });
  return counts;
}

/** The adapters of the cluster, and all scenarios once more, on it. @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
const vitestOnEngines = (args, env) =>
  vitest(['--config', 'vitest.engines.config.ts', ...args], { ...env, MARU_E2E_TOPOLOGY: 'cluster' });

await run(async () => {
  requireDependencies();
  await build(['api', 'persister', 'indexer', 'admin', 'web', 'playground']);
  const chromium = findChromium();
  const missing = await whatIsMissing();
  const args = process.argv.slice(2);
  const env = chromium && { CHROMIUM: chromium.path };

  const runs = [await vitest(args, env)];
  if (missing.length === 0) runs.push(await withEngines((engines) => vitestOnEngines(args, { ...env, ...engines })));
  else if (process.env['CI'] === 'true') runs.push({ ...NOTHING, failed: 1 });

  console.log(`
Exercised here:
  embedded storage       SQLite, on files in temporary folders
  browser                ${chromium ? chromium.version : `none, so no browser scenarios; get it: ${HOW_TO_GET_CHROMIUM}`}
  real engines           ${missing.length === 0 ? ALL_ENGINES : `none, so no cluster:\n${missing.map((line) => `    ${line}`).join('\n')}`}
`);
  const counts = sum(runs);
  console.log(totals(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
});
