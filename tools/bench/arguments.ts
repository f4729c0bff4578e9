import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });

/** Where a line of JSON is appended; nowhere unless `--report` names it. */
export const REPORT_FILE = values.report;

/** The number after the benchmark's name: how large it is. */
export const sizeOr = (byDefault: number): number => Number(positionals[1] ?? byDefault);
