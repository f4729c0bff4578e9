import { afterAll, afterEach, beforeAll } from 'vitest';
import { startCluster, type Cluster } from './cluster.ts';
import type { Server, Settings } from './server.ts';
import { startServer } from './topology.ts';

const SHOWN_LOG_CHARACTERS = 4_000;

/** One server for the scenarios of a file: started before the first, ended after the last. Its log is shown where one fails. */
export const useServer = (settings: Settings = {}): (() => Server) => useStarted(() => startServer(settings));

/** The same, for what only a cluster has: single replicas and consumers, engines. */
export const useCluster = (settings: Settings = {}): (() => Cluster) => useStarted(() => startCluster(settings));

function useStarted<Started extends Server>(start: () => Promise<Started>): () => Started {
  let server: Started | undefined;
  beforeAll(async () => {
    server = await start();
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.error(server?.logs().slice(-SHOWN_LOG_CHARACTERS));
  });
  afterAll(() => server?.close());
  return () => {
    if (!server) throw new Error('The server did not start.');
    return server;
  };
}
