import { describe } from 'vitest';
import { TOPOLOGY } from '../topology/run-settings.ts';

/** Scenarios about several replicas, and about losing one of them: embedded there is one process. */
export const describeOnCluster = describe.skipIf(TOPOLOGY !== 'cluster');
