import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = resolve(import.meta.dirname, '../..');
const NX = join(ROOT, 'node_modules/nx/dist/bin/nx.js');

/** A mistake of whoever gave the command: what to do about it, in a sentence. */
export class Advice extends Error {}

/** Prints a line with the seconds since the command was given. @param {string} line */
export const say = (line) => {
  console.log(`${process.uptime().toFixed(1).padStart(6)} s  ${line}`);
};

export function requireDependencies() {
  if (!existsSync(NX)) throw new Advice('The dependencies are not installed yet. Run this first: npm ci');
}

/**
 * Builds the applications that are not built yet, or that changed; Nx remembers the rest.
 * @param {readonly string[]} projects
 * @param {(line: string) => void} [print] what is done, line by line
 */
export async function build(projects, print = say) {
  print(`building what is not built yet: ${projects.join(', ')}`);
  const names = projects.map((name) => `@maru/${name}`).join(',');
  const nx = spawn(
    process.execPath,
    [NX, 'run-many', '-t', 'build', '-p', names, '--outputStyle=static-failures-only'],
    {
      cwd: ROOT,
      env: { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  /** @type {string[]} */
  const output = [];
  createInterface({ input: nx.stdout }).on('line', (line) => {
    output.push(line);
    const [, project, fromCache] = /^\s*✔\s+nx run @maru\/(\S+):build\s*(\[.*\])?/.exec(line) ?? [];
    if (project !== undefined) print(`${project} ${fromCache === undefined ? 'built' : 'was built already'}`);
  });
  /** Ends the build with us. @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    nx.kill(signal);
    process.exit(1);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const code = await new Promise((done) => nx.once('close', done));
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (code !== 0) throw new Advice(`${output.join('\n')}\nThe build failed.`);
}

/** Runs a command's main function: advice is printed without a stack. @param {() => Promise<void>} main */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Advice)) throw error;
    console.error(`\n${error.message}`);
    process.exit(1);
  }
}
