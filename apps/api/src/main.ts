import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createChat, DEFAULT_LIMITS, REQUIRED_GROUPS, startConsumers } from '@maru/chat';
import {
  createLogger,
  failureReporter,
  Health,
  measureBacklogs,
  measureHealth,
  measureLog,
  Metrics,
  observePorts,
  openTracing,
  openWhenReady,
  runProcess,
  Shutdown,
  type Config,
} from '@maru/runtime';
import { createApi } from './create-api.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The API; embedded also the consumers, which are processes of their own in a cluster. */
async function start(config: Config): Promise<void> {
  const log = createLogger(config);
  const shutdown = new Shutdown(log);
  shutdown.listen();
  const metrics = new Metrics();
  if (config.metrics) metrics.addProcess();
  const tracing = await openTracing(config, 'api');
  shutdown.add('tracing', () => tracing.close());
  const observation = { log, metrics, tracing };
  const onError = failureReporter(observation);

  const health = new Health();
  const opened = await openWhenReady(config, onError, { log, health });
  shutdown.add('storage', () => opened.close());
  measureHealth(metrics, health);
  const ports = observePorts(opened.ports, observation);
  if (config.topology === 'embedded') {
    measureBacklogs(metrics, ports.roomEvents, REQUIRED_GROUPS);
    const consumers = await startConsumers(ports, REQUIRED_GROUPS);
    shutdown.add('consumers', () => consumers.stop());
  } else {
    // Also told here: where no consumer runs, nobody else would say that the log grows.
    measureLog(metrics, opened.maintenance);
  }

  const { maxMessageCodePoints, pageHoldMs, guestHoldMs } = config;
  const limits = { ...DEFAULT_LIMITS, maxMessageCodePoints, pageHoldMs, guestHoldMs };
  const chat = createChat(ports, { clock: Date.now, newId: randomUUID, ...limits }, onError);
  shutdown.add('connections', async () => chat.connections.stop());

  const api = await createApi(
    { chat, health, ...observation },
    {
      ...config,
      webDir: folder('../../web/dist'),
      playgroundDir: config.playground ? folder('../../playground/dist') : undefined,
      connectionLimits: { total: config.maxConnections, perAddress: config.maxConnectionsPerAddress },
    },
  );
  shutdown.add('api', () => api.close());
  log.info({ url: api.url }, 'Maru is up');
}

await runProcess(start);
