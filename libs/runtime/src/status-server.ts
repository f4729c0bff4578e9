import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import type { Health } from './health.ts';

export interface StatusServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers `/health/live` and `/health/ready` for a process that serves nothing else. */
export async function serveStatus(
  { host, port }: Pick<Config, 'host' | 'port'>,
  health: Health,
): Promise<StatusServer> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', response, health);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(path: string, response: ServerResponse, health: Health): Promise<void> {
  switch (path) {
    case '/health/live':
      return send(response, 200, { status: 'live' });
    case '/health/ready': {
      const report = await health.report();
      return send(response, report.ready ? 200 : 503, report);
    }
    default:
      return send(response, 404, { error: 'There are only /health/live and /health/ready here.' });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
