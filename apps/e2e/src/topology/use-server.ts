import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Server, Settings } from './server.ts';
import { startServer } from './topology.ts';

const SHOWN_LOG_CHARACTERS = 4_000;

/** One server for the scenarios of a file: started before the first, ended after the last. Its log is shown where one fails. */
export function useServer(settings: Settings = {}): () => Server {
  let server: Server | undefined;
  beforeAll(async () => {
    server = await startServer(settings);
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
