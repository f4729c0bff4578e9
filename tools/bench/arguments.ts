import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    report: { type: 'string' },
    rate: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    processes: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
  allowPositionals: true,
});

/** Where a line of JSON is appended; nowhere unless `--report` names it. */
export const REPORT_FILE = values.report;

/** The names after `--only=`; undefined where all are meant. */
export const ONLY = values.only?.split(',');

/** The folder that CPU profiles of Maru are written to; nowhere unless `--profile` names it. */
export const PROFILE_DIR = values.profile;

/** The number after the benchmark's name: how large it is. */
export const sizeOr = (byDefault: number): number => Number(positionals[1] ?? byDefault);

/** A number that is given by name. */
export const numberOr = (name: 'rate' | 'rounds' | 'seconds' | 'processes', byDefault: number): number =>
  Number(values[name] ?? byDefault);
