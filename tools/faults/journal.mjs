import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../start/build.mjs';

/**
 * One run of a fault, as the scenarios write it down (apps/e2e/src/faults/harness/journal.ts).
 * @typedef {object} Entry
 * @property {string} fault
 * @property {string} title
 * @property {string} topology
 * @property {number} run
 * @property {number} seed of all runs that were begun with the same command
 * @property {string} versions of Maru and of what it ran on
 * @property {string} at ISO 8601
 * @property {number} hits
 * @property {number} acknowledged
 * @property {number} lost
 * @property {number} doubled
 * @property {number} withdrawn
 * @property {number} resyncs
 * @property {number} refusals
 * @property {number} longestUntilShownMs
 * @property {number} drainedAfterMs
 * @property {readonly string[]} problems
 */

export const JOURNAL = join(ROOT, '.cache/faults/journal.jsonl');

/** @returns {Entry[]} what was written down so far */
export function readJournal() {
  if (!existsSync(JOURNAL)) return [];
  return readFileSync(JOURNAL, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Forgets runs, so that they are made again. @param {(entry: Entry) => boolean} isForgotten */
export function forget(isForgotten) {
  const kept = readJournal().filter((entry) => !isForgotten(entry));
  mkdirSync(dirname(JOURNAL), { recursive: true });
  writeFileSync(JOURNAL, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}
