// npm test: builds what is needed, runs all tests that can run here, and ends by saying which those were.
// The last line is always `N passed, N failed`; arguments (paths, -t …) go to Vitest.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, requireDependencies, ROOT, run } from '../start/build.mjs';
import { findChromium } from './chromium.mjs';
import { countRun, totals } from './counts.mjs';

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

await run(async () => {
  requireDependencies();
  await build(['api', 'web', 'playground']);
  const chromium = findChromium();

  const counts = await vitest(process.argv.slice(2), chromium && { CHROMIUM: chromium.path });

  console.log(`
Exercised here:
  embedded storage       SQLite, on files in temporary folders
  browser                ${chromium ? chromium.version : `none, so no browser scenarios; get it: ${HOW_TO_GET_CHROMIUM}`}
  real engines           Redis, DynamoDB, Elasticsearch: not part of this version yet
`);
  console.log(totals(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
});
