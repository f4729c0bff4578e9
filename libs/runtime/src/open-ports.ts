import type { Clock, OpenedPorts } from '@maru/chat';
import type { Config } from './config.ts';

const MAX_DELIVERIES = 5;

/**
 * Opens the adapter set of the configured topology: the one place that chooses. Drivers of other topologies are never loaded.
 * @param onError is told of failures that no caller waits for: a consumer that fails, an entry that became a dead letter
 */
export async function openPorts(config: Config, clock: Clock, onError: (error: unknown) => void): Promise<OpenedPorts> {
  const { openEmbedded } = await import('@maru/adapters-embedded');
  const { dataDir, hotWindow, startNewEpoch } = config;
  return openEmbedded({ dataDir, startNewEpoch, hotWindow, maxDeliveries: MAX_DELIVERIES, clock, onError });
}
