import { describe, expect, it } from 'vitest';
import { FAULT_RUNS, ONLY_FAULTS, SEED, TOPOLOGY } from '../topology/run-settings.ts';
import { clusterFaults } from './cluster/cluster-faults.ts';
import { embeddedFaults } from './embedded/embedded-faults.ts';
import { runFault } from './harness/run-fault.ts';

const all = TOPOLOGY === 'cluster' ? clusterFaults : embeddedFaults;
const chosen = all.filter(({ id }) => ONLY_FAULTS.length === 0 || ONLY_FAULTS.includes(id));

describe(`faults on ${TOPOLOGY}, at ${FAULT_RUNS} random moments each (MARU_E2E_SEED=${SEED})`, () => {
  it.for(chosen)(
    '$id: $title: nothing acknowledged is lost, nothing is doubled, nobody is out of date',
    { timeout: 180_000 + FAULT_RUNS * 120_000 },
    async (fault, { signal }) => {
      expect(await runFault(fault, signal)).toEqual([]);
    },
  );
});
