import type { Clock, OpenedPorts } from '@maru/chat';
import type { Config } from './config.ts';

const MAX_DELIVERIES = 5;

/** Opens the adapter set of the configured topology: the one place that chooses. Drivers of other topologies are never loaded. */
export async function openPorts(config: Config, clock: Clock): Promise<OpenedPorts> {
  const { openEmbedded } = await import('@maru/adapters-embedded');
  const { dataDir, hotWindow, startNewEpoch } = config;
  return openEmbedded({ dataDir, startNewEpoch, hotWindow, maxDeliveries: MAX_DELIVERIES, clock });
}
