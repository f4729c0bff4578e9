import { randomInt } from 'node:crypto';

/** How often a fault is repeated at another random moment; the full suite asks for 20. */
export const FAULT_RUNS = Number(process.env['MARU_FAULT_RUNS'] ?? 1);

/** Where the random numbers of a run begin. A run that failed is repeated by giving its seed. */
export const SEED = Number(process.env['MARU_E2E_SEED'] ?? randomInt(2 ** 31));

/** Which faults are brought about, by their ids; all where none is named. */
export const ONLY_FAULTS = (process.env['MARU_FAULTS_ONLY'] ?? '').split(',').filter((id) => id !== '');

/** Where finished runs of faults are written down, a line of JSON each, and not repeated; nowhere unless it is named. */
export const FAULT_JOURNAL = process.env['MARU_FAULT_JOURNAL'];

/** What is tried, as it is written down with each run. */
export const FAULT_VERSIONS = process.env['MARU_FAULT_VERSIONS'] ?? 'unknown';

/** By what the lengths of faults are multiplied: with 1, a consumer's lease is 30 s and it sleeps for minutes. */
export const FAULT_LENGTHS = Number(process.env['MARU_FAULT_LENGTHS'] ?? 0.05);

/** How many messages consumers are given to drain; the full run asks for 100000. */
export const DRAINED_MESSAGES = Number(process.env['MARU_DRAINED_MESSAGES'] ?? 5_000);

/** Which topology scenarios run on. */
export const TOPOLOGY = process.env['MARU_E2E_TOPOLOGY'] ?? 'embedded';

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** In CI everything has to run: what is missing there is a failure. */
export const IS_CI = process.env['CI'] === 'true';

/** How many messages of a long room are scrolled through, from its end and from its start; 100000 is all of it. */
export const SCROLLED_MESSAGES = Number(process.env['MARU_SCROLLED_MESSAGES'] ?? 2_000);
