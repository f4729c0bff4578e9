import type { Clock, OpenedPorts } from '@maru/chat';
import type { Config } from './config.ts';

const MAX_DELIVERIES = 5;

/**
 * Opens the adapter set of the configured topology: the one place that chooses. Drivers of other topologies are never loaded.
 * @param onError is told of failures that no caller waits for: a consumer that fails, an entry that became a dead letter
 * @throws Error where the storage cannot be opened: it says what to do
 */
export async function openPorts(config: Config, clock: Clock, onError: (error: unknown) => void): Promise<OpenedPorts> {
  const settings = { hotWindow: config.hotWindow, maxDeliveries: MAX_DELIVERIES, clock, onError };
  switch (config.topology) {
    case 'embedded': {
      const { openEmbedded } = await import('@maru/adapters-embedded');
      return openEmbedded({ ...settings, dataDir: config.dataDir, startNewEpoch: config.startNewEpoch });
    }
    case 'cluster': {
      const { openCluster } = await import('@maru/adapters-cluster');
      const { redisUrl, dynamoDbEndpoint, elasticsearchUrl, namespace, consumerLeaseMs: leaseMs } = config;
      return openCluster({ ...settings, redisUrl, dynamoDbEndpoint, elasticsearchUrl, namespace, leaseMs });
    }
  }
}
