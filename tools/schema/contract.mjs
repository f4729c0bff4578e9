import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';

const ROOT = resolve(import.meta.dirname, '../..');
const EMITTER = join(ROOT, 'apps/api/dist/emit-schema.js');
const BASE_CONTRACT = 'docs/contract.graphql';

export const COMMITTED = join(ROOT, 'schema.graphql');

/** The schema that the built API offers, as SDL. */
export function emittedSchema() {
  if (!existsSync(EMITTER)) throw new Error('The API is not built. Run this first: npm run build');
  return execFileSync(process.execPath, [EMITTER], { cwd: ROOT, encoding: 'utf8' });
}

/**
 * What must never break: the base contract, and what was published last: the schema of the latest release (tag v…), or,
 * before the first one, of the last commit. Without git (a downloaded archive) only the base contract.
 * @returns {{ name: string, sdl: string }[]}
 */
export function baselines() {
  const base = { name: BASE_CONTRACT, sdl: readFileSync(join(ROOT, BASE_CONTRACT), 'utf8') };
  const published = git('tag', '--list', 'v*', '--sort=-version:refname', '--merged')?.split('\n')[0] || 'HEAD';
  const sdl = git('show', `${published}:schema.graphql`);
  return sdl === undefined ? [base] : [base, { name: `schema.graphql of ${published}`, sdl }];
}

/** Changes that would stop a client of the baseline from working. @param {{ sdl: string }} baseline @param {string} sdl */
export const breakingChanges = (baseline, sdl) =>
  findBreakingChanges(buildSchema(baseline.sdl), buildSchema(sdl)).map(({ description }) => description);

/** @param {string[]} args */
function git(...args) {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
