import { afterAll, beforeAll, onTestFailed } from 'vitest';
import { type Server, type Settings, startServer } from './topology.ts';

/** One server for the scenarios of a file: started before the first, ended after the last. */
export function useServer(settings: Settings = {}): () => Server {
  let server: Server | undefined;
  beforeAll(async () => {
    server = await startServer(settings);
  });
  afterAll(() => server?.close());
  return () => {
    if (!server) throw new Error('The server did not start.');
    return server;
  };
}

/** A server of one scenario alone; its log is printed where the scenario fails. */
export async function withServer(settings: Settings, scenario: (server: Server) => Promise<void>): Promise<void> {
  const server = await startServer(settings);
  onTestFailed(() => console.error(server.logs().slice(-8_000)));
  try {
    await scenario(server);
  } finally {
    await server.close();
  }
}
