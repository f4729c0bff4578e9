import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { countRun, NOTHING, totals } from './counts.mjs';

function reportFile(report: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'maru-counts-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}
const report = (passed: number, failed: number, skipped: number, files: object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  testResults: files,
});

it('counts what passed, failed and was skipped', () => {
  expect(countRun(reportFile(report(5, 0, 2)), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
  expect(countRun(reportFile(report(5, 1, 0, [failedFile])), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

it('counts a file that does not load', () => {
  const unloaded = { status: 'failed', assertionResults: [] };
  expect(countRun(reportFile(report(5, 0, 0, [unloaded])), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

it('counts a run that failed for any other reason', () => {
  expect(countRun(reportFile(report(5, 0, 0)), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(countRun(join(tmpdir(), 'never-written.json'), 0)).toEqual({ ...NOTHING, failed: 1 });
});

it('says all of it in one line', () => {
  expect(totals({ passed: 5, failed: 1, skipped: 0 })).toBe('5 passed, 1 failed');
  expect(totals({ passed: 5, failed: 0, skipped: 4 })).toBe('5 passed, 0 failed, 4 skipped');
});
