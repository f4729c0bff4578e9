import { BecameDeadLetter } from '@maru/chat';
import { scopeOf } from './carrier.ts';
import { fieldsOf } from './logger.ts';
import type { Observation } from './observation.ts';

/**
 * Logs and counts failures that no caller waits for: what is tried again, and dead letters, with the id of the request that they come from.
 */
export function failureReporter({ log, metrics }: Pick<Observation, 'log' | 'metrics'>): (error: unknown) => void {
  const failures = metrics.counter({
    name: 'maru_background_failures_total',
    help: 'Failures that no caller waits for, dead letters aside',
  });
  const deadLetters = metrics.counter({
    name: 'maru_dead_letters_total',
    help: 'Events that became dead letters',
    labelNames: ['group'],
  });
  return (error) => {
    if (error instanceof BecameDeadLetter) {
      const { group, carrier } = error;
      deadLetters.inc({ group });
      log.error(
        { err: error, group, ...fieldsOf(carrier === undefined ? undefined : scopeOf(carrier)) },
        'dead letter',
      );
    } else {
      failures.inc();
      log.error({ err: error }, 'something failed that nobody waits for');
    }
  };
}
