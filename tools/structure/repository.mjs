import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';

export const ROOT = resolve(import.meta.dirname, '../..');

const MADE = ['**/node_modules/**', '**/dist/**', '**/.git/**', '**/.nx/**', '**/coverage/**', 'data/**'];

/** Paths of the repository's own files that match, with `/`, sorted. @param {string | string[]} pattern */
export const filesOf = (pattern) => globSync(pattern, { cwd: ROOT, ignore: MADE, dot: true }).sort();

/** @param {string} path */
export const textOf = (path) => readFileSync(join(ROOT, path), 'utf8');
