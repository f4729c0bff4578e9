import type { OpenedPorts } from '@maru/chat';
import type { Config } from './config.ts';
import type { Health } from './health.ts';
import type { Logger } from './logger.ts';
import { openPorts } from './open-ports.ts';
import { untilReady } from './until-ready.ts';

const PATIENCE_MS = 60_000;

/**
 * Opens the ports of a process that goes on for long: waits a minute for the storage, says so, and keeps the process's health told of its parts.
 * @throws Error where it cannot be opened by then: it says what to do
 */
export async function openWhenReady(
  config: Config,
  onError: (error: unknown) => void,
  { log, health }: { log: Logger; health: Health },
): Promise<OpenedPorts> {
  let told = '';
  const opened = await untilReady(() => openPorts(config, Date.now, onError), {
    patienceMs: PATIENCE_MS,
    onWaiting: (reason) => {
      health.add(reason.part, () => Promise.reject(reason));
      if (reason.message !== told) log.warn({ part: reason.part, reason: reason.message }, 'waiting for the storage');
      told = reason.message;
    },
  });
  for (const [part, check] of Object.entries(opened.checks)) health.add(part, check);
  return opened;
}
