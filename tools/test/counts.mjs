import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** @param {readonly Counts[]} runs @returns {Counts} */
export const sum = (runs) =>
  runs.reduce(
    (all, { passed, failed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    NOTHING,
  );

/** The line that everybody reads last. @param {Counts} counts */
export const totals = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * What a run of Vitest came to. Whatever makes the run fail counts as a failure, also where no test could say so: a
 * file that does not load, an error outside of any test, a report that was never written.
 * @param {string} reportFile of Vitest's JSON reporter
 * @param {number | null} exitCode
 * @returns {Counts}
 */
export function countRun(reportFile, exitCode) {
  if (!existsSync(reportFile)) return { ...NOTHING, failed: 1 };
  /** @type {import('vitest/node').JsonTestResults} */
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
