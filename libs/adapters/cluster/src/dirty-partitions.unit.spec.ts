import { describe, expect, it } from 'vitest';
import { DirtyPartitions } from './dirty-partitions.ts';
import { ALL_PARTITIONS } from './keys.ts';

const NEVER_MS = 2 ** 31 - 1;

function cleaned(sweepMs = NEVER_MS): DirtyPartitions {
  const partitions = new DirtyPartitions(sweepMs);
  for (const partition of ALL_PARTITIONS) partitions.clean(partition);
  return partitions;
}

describe('the partitions that a consumer has to look at', () => {
  it('are all at first, then those that it is told of', async () => {
    const partitions = new DirtyPartitions(NEVER_MS);
    expect(await partitions.next()).toEqual(ALL_PARTITIONS);
    for (const partition of ALL_PARTITIONS) partitions.clean(partition);
    const next = partitions.next();
    partitions.add(7);
    expect(await next).toEqual([7]);
    partitions.close();
  });

  it('are all once in a while', async () => {
    const partitions = cleaned(1);
    expect(await partitions.next()).toEqual(ALL_PARTITIONS);
    partitions.close();
  });

  it('are none once it is closed, also for who waits', async () => {
    const partitions = cleaned();
    const next = partitions.next();
    partitions.close();
    expect(await next).toEqual([]);
    partitions.add(1);
    expect(await partitions.next()).toEqual([]);
  });
});
