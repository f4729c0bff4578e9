import { startCluster } from './cluster.ts';
import { startEmbedded } from './embedded.ts';
import { TOPOLOGY } from './run-settings.ts';
import type { Server, Settings } from './server.ts';

const topologies = new Map<string, (settings: Settings) => Promise<Server>>([
  ['embedded', startEmbedded],
  ['cluster', startCluster],
]);

/** Starts the topology that `MARU_E2E_TOPOLOGY` names (embedded, if nothing else) on fresh data. */
export function startServer(settings: Settings = {}): Promise<Server> {
  const start = topologies.get(TOPOLOGY);
  if (!start) throw new Error(`MARU_E2E_TOPOLOGY: ${TOPOLOGY} is not one of ${[...topologies.keys()].join(', ')}.`);
  return start(settings);
}
