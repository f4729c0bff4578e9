import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface StatusServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers `/health/live`, `/health/ready` and `/metrics` for a process that serves nothing else: not to be reached from outside. */
export async function serveStatus(
  { host, port }: Pick<Config, 'host' | 'port'>,
  health: Health,
  metrics: Metrics,
): Promise<StatusServer> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', response, health, metrics);
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

async function answer(path: string, response: ServerResponse, health: Health, metrics: Metrics): Promise<void> {
  switch (path) {
    case '/health/live':
      return send(response, 200, { status: 'live' });
    case '/health/ready': {
      const report = await health.report();
      return send(response, report.ready ? 200 : 503, report);
    }
    case '/metrics':
      return void response.setHeader('content-type', metrics.contentType).end(await metrics.read());
    default:
      return send(response, 404, { error: 'There are only /health/live, /health/ready and /metrics here.' });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
