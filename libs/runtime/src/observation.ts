import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';

/** Where what is watched is told. */
export interface Observation {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}
