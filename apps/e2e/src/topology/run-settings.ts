import { randomInt } from 'node:crypto';

/** How often a fault is repeated at another random moment; the full suite asks for 20. */
export const FAULT_RUNS = Number(process.env['MARU_FAULT_RUNS'] ?? 3);

/** Where the random numbers of a run begin. A run that failed is repeated by giving its seed. */
export const SEED = Number(process.env['MARU_E2E_SEED'] ?? randomInt(2 ** 31));

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** In CI everything has to run: what is missing there is a failure. */
export const IS_CI = process.env['CI'] === 'true';
