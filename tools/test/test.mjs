// npm test: builds what is needed, runs all tests that can run here, and ends by saying which those were.
// The last line is always `N passed, N failed`; arguments (paths, -t …) go to Vitest.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, requireDependencies, ROOT, run, say } from '../start/build.mjs';
import { findChromium } from './chromium.mjs';
import { add, countRun, NOTHING, totals } from './counts.mjs';

const HOW_TO_GET_CHROMIUM = 'apt-get install chromium fonts-noto-cjk';

/** One run of Vitest. @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
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

await run(async () => {
  requireDependencies();
  await build(['api', 'web', 'playground']);
  const chromium = findChromium();
  if (!chromium) say(`no Chromium here, so no browser scenarios; how to get it: ${HOW_TO_GET_CHROMIUM}`);

  const results = [await vitest(process.argv.slice(2), { CHROMIUM_PATH: chromium?.path ?? '' })];
  const required = process.env['CI'] === 'true' && !chromium;
  if (required) results.push({ ...NOTHING, failed: 1 });
  const counts = results.reduce(add, NOTHING);

  console.log(`
Exercised here:
  embedded storage       SQLite, on files in temporary folders
  browser                ${chromium ? chromium.version : `none; get it: ${HOW_TO_GET_CHROMIUM}`}${required ? ' (a failure in CI)' : ''}
  real engines           Redis, DynamoDB, Elasticsearch: not part of this version yet
`);
  console.log(totals(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
});
