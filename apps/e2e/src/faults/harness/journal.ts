import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { FAULT_JOURNAL } from '../../topology/run-settings.ts';
import type { Verdict } from './verdict.ts';

/** One run that came to its end. */
export interface JournalEntry extends Verdict {
  readonly fault: string;
  readonly title: string;
  readonly topology: string;
  /** 1, 2, 3 … */
  readonly run: number;
  /** From which the random numbers of all runs come. */
  readonly seed: number;
  /** Of Maru and of what it runs on. */
  readonly versions: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What was written down before: such runs are not repeated. */
export function journalOf(fault: string, topology: string): JournalEntry[] {
  if (FAULT_JOURNAL === undefined || !existsSync(FAULT_JOURNAL)) return [];
  const lines = readFileSync(FAULT_JOURNAL, 'utf8').split('\n');
  const entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEntry);
  return entries.filter((entry) => entry.fault === fault && entry.topology === topology);
}

export function writeDown(entry: JournalEntry): void {
  if (FAULT_JOURNAL !== undefined) appendFileSync(FAULT_JOURNAL, `${JSON.stringify(entry)}\n`);
}
