import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChat, DEFAULT_LIMITS, REQUIRED_GROUPS, startConsumers, type Chat } from '@maru/chat';
import {
  createLogger,
  Health,
  Metrics,
  NO_TRACING,
  observePorts,
  openPorts,
  parseConfig,
  type Config,
  type Tracing,
} from '@maru/runtime';
import { onTestFinished } from 'vitest';
import { createApi, type ApiSettings, type RunningApi } from '../create-api.ts';

export interface TestApi extends RunningApi {
  readonly chat: Chat;
  readonly health: Health;
  readonly errors: unknown[];
  /** What was logged. */
  readonly lines: readonly LogLine[];
}

interface LogLine {
  readonly msg: string;
  readonly requestId?: string;
  readonly requestIds?: readonly string[];
  readonly group?: string;
}

/** The whole API on real, embedded storage and a free port; it goes with the test. */
export async function startApi(
  settings: Partial<ApiSettings & Pick<Config, 'logLevel'>> = {},
  tracing: Tracing = NO_TRACING,
): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-api-'));
  const config = { ...parseConfig({ MARU_PORT: '0', MARU_DATA_DIR: folder, MARU_LOG_LEVEL: 'error' }), ...settings };
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const opened = await openPorts(config, Date.now, onError);
  const lines: LogLine[] = [];
  const log = createLogger(config, { write: (line) => lines.push(JSON.parse(line) as LogLine) });
  const observation = { log, metrics: new Metrics(), tracing };
  const ports = observePorts(opened.ports, observation);
  const consumers = await startConsumers(ports, REQUIRED_GROUPS);
  const chat = createChat(ports, { ...DEFAULT_LIMITS, clock: Date.now, newId: randomUUID }, onError);
  const health = new Health();
  const api = await createApi(
    { chat, health, ...observation },
    {
      ...config,
      webDir: join(folder, 'web'),
      playgroundDir: undefined,
      connectionLimits: { total: 100, perAddress: 100 },
      ...settings,
    },
  );
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= api.close());
  onTestFinished(async () => {
    await close();
    chat.connections.stop();
    await consumers.stop();
    await opened.close();
    await rm(folder, { recursive: true });
  });
  return { ...api, close, chat, health, errors, lines };
}
