import { startConsumers, type ConsumerGroup } from '@maru/chat';
import type { Config } from './config.ts';
import { Health } from './health.ts';
import { createLogger } from './logger.ts';
import { openPorts } from './open-ports.ts';
import { Shutdown } from './shutdown.ts';
import { serveStatus } from './status-server.ts';

/** Runs a consumer service: these groups, and its health for whoever watches over it. Ends on SIGTERM, after the batches in hand. */
export async function runConsumers(config: Config, groups: readonly ConsumerGroup[]): Promise<void> {
  if (config.topology === 'embedded')
    throw new Error('Embedded, the API consumes by itself. Set MARU_TOPOLOGY=cluster to run a consumer service.');
  const log = createLogger(config);
  const shutdown = new Shutdown(log);
  shutdown.listen();
  const onError = (error: unknown) => log.error({ err: error }, 'something failed that nobody waits for');

  const opened = await openPorts(config, Date.now, onError);
  shutdown.add('storage', () => opened.close());
  const health = new Health();
  for (const [part, check] of Object.entries(opened.checks)) health.add(part, check);
  const status = await serveStatus(config, health);
  shutdown.add('status', () => status.close());
  const consumers = await startConsumers(opened.ports, groups);
  shutdown.add('consumers', () => consumers.stop());
  log.info({ url: status.url, groups }, 'consuming');
}
