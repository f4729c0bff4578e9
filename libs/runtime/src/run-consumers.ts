import { startConsumers, type ConsumerGroup } from '@maru/chat';
import type { Config } from './config.ts';
import { Health } from './health.ts';
import { createLogger } from './logger.ts';
import { measureBacklogs, measureHealth, measureLog } from './measure-standing.ts';
import { Metrics } from './metrics.ts';
import { observePorts } from './observe-ports.ts';
import { openWhenReady } from './open-when-ready.ts';
import { failureReporter } from './report-failures.ts';
import { Shutdown } from './shutdown.ts';
import { serveStatus } from './status-server.ts';
import { openTracing } from './open-tracing.ts';

/** Runs a consumer service: these groups, and its health for whoever watches over it. Ends on SIGTERM, after the batches in hand. */
export async function runConsumers(config: Config, groups: readonly ConsumerGroup[]): Promise<void> {
  if (config.topology === 'embedded')
    throw new Error('Embedded, the API consumes by itself. Set MARU_TOPOLOGY=cluster to run a consumer service.');
  const log = createLogger(config);
  const shutdown = new Shutdown(log);
  shutdown.listen();
  const metrics = new Metrics();
  metrics.addProcess();
  const tracing = await openTracing(config, groups.join('-'));
  shutdown.add('tracing', () => tracing.close());
  const onError = failureReporter({ log, metrics });

  const health = new Health();
  measureHealth(metrics, health);
  const status = await serveStatus(config, health, metrics);
  shutdown.add('status', () => status.close());
  const opened = await openWhenReady(config, onError, { log, health });
  shutdown.add('storage', () => opened.close());
  if (groups.includes('index'))
    for (const [part, check] of Object.entries(opened.searchChecks)) health.add(part, check);
  const ports = observePorts(opened.ports, { log, metrics, tracing });
  measureBacklogs(metrics, ports.roomEvents, groups);
  measureLog(metrics, opened.maintenance);
  const consumers = await startConsumers(ports, groups);
  shutdown.add('consumers', () => consumers.stop());
  log.info({ url: status.url, groups }, 'consuming');
}
