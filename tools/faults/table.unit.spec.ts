import { describe, expect, it } from 'vitest';
import { tableOf, withTable } from './table.mjs';

const run = {
  fault: 'F7',
  title: 'Redis is killed',
  topology: 'cluster',
  run: 1,
  seed: 1,
  versions: 'Maru 1',
  at: '2026-11-21T12:00:00.000Z',
  hits: 1,
  acknowledged: 1_000,
  lost: 0,
  doubled: 0,
  withdrawn: 1,
  resyncs: 2,
  refusals: 3,
  longestUntilShownMs: 400,
  drainedAfterMs: 1_000,
  problems: [],
};

const linesOf = (table: string) => table.split('\n').slice(2);

describe('the table of faults', () => {
  it('has a line for each fault and topology: sums, and the longest times', () => {
    const table = tableOf([run, { ...run, run: 2, longestUntilShownMs: 1_234, hits: 2 }]);
    expect(linesOf(table)).toEqual([
      '| F7 | Redis is killed | cluster | 2 | 3 | 2,000 | 0 | 0 | 2 | 4 | 1.2 s | 1.0 s |',
    ]);
  });

  it('is in the order of the numbers, topology by topology', () => {
    const table = tableOf([{ ...run, fault: 'F10' }, run, { ...run, topology: 'embedded', fault: 'F2' }]);
    expect(linesOf(table).map((line) => line.split(' | ')[0])).toEqual(['| F7', '| F10', '| F2']);
  });

  it('says which runs had problems', () => {
    expect(tableOf([run, { ...run, run: 2, problems: ['lost'] }])).toContain('| 2, 1 failed |');
  });

  it('takes the place of the former one in the page', () => {
    const page = 'above\n<!-- faults:begin -->\nold\n<!-- faults:end -->\nbelow\n';
    expect(withTable(page, 'new')).toBe('above\n<!-- faults:begin -->\n\nnew\n\n<!-- faults:end -->\nbelow\n');
    expect(() => withTable('no marks', 'new')).toThrow('no place');
  });
});
