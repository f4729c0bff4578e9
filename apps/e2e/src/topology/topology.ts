import { startCluster } from './cluster.ts';
import { startEmbedded } from './embedded.ts';
import type { Server, Settings } from './server.ts';

const topologies = new Map<string, (settings: Settings) => Promise<Server>>([
  ['embedded', startEmbedded],
  ['cluster', startCluster],
]);

/** Starts the topology that `MARU_E2E_TOPOLOGY` names (embedded, if nothing else) on fresh data. */
export function startServer(settings: Settings = {}): Promise<Server> {
  const name = process.env['MARU_E2E_TOPOLOGY'] ?? 'embedded';
  const start = topologies.get(name);
  if (!start) throw new Error(`MARU_E2E_TOPOLOGY: ${name} is not one of ${[...topologies.keys()].join(', ')}.`);
  return start(settings);
}
