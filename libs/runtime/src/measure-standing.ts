import type { ConsumerGroup, Maintenance, RoomEvents } from '@maru/chat';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

/** Lets readers of metrics see how much these groups have before them. */
export function measureBacklogs(metrics: Metrics, roomEvents: RoomEvents, groups: readonly ConsumerGroup[]): void {
  const labelNames = ['group'] as const;
  const lag = metrics.gauge({ name: 'maru_consumer_lag', help: 'Events that are not acknowledged', labelNames });
  const pending = metrics.gauge({
    name: 'maru_consumer_pending',
    help: 'Events in hand, and those that are tried again',
    labelNames,
  });
  const dead = metrics.gauge({ name: 'maru_dead_letters', help: 'Dead letters that wait to be replayed', labelNames });
  const read = async (group: ConsumerGroup) => {
    const backlog = await roomEvents.backlog(group);
    lag.set({ group }, backlog.lag);
    pending.set({ group }, backlog.pending);
    dead.set({ group }, backlog.deadLetters);
  };
  metrics.beforeRead(async () => {
    for (const gauge of [lag, pending, dead]) gauge.reset();
    await Promise.all(groups.map(read));
  });
}

/** Lets them see how many events the log holds. */
export function measureLog(metrics: Metrics, maintenance: Pick<Maintenance, 'logLength'>): void {
  const length = metrics.gauge({ name: 'maru_log_length', help: 'Events that the log holds for its consumers' });
  metrics.beforeRead(async () => {
    length.remove();
    length.set(await maintenance.logLength());
  });
}

/** Lets them see which part of the process is ready. */
export function measureHealth(metrics: Metrics, health: Health): void {
  const ready = metrics.gauge({
    name: 'maru_ready',
    help: 'Whether a part can do its work: 1 or 0',
    labelNames: ['part'],
  });
  metrics.beforeRead(async () => {
    const { parts } = await health.report();
    for (const [part, state] of Object.entries(parts)) ready.set({ part }, state === 'ok' ? 1 : 0);
  });
}
