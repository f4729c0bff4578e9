import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
}

export interface Upstream {
  /** `host:port` */
  readonly address: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Takes what NGINX passes on, notes it, and answers; sockets are echoed. */
export async function startUpstream(answer: Answer): Promise<Upstream> {
  const seen: SeenRequest[] = [];
  const http = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (part: Buffer) => (bytes += part.length));
    request.on('end', () => {
      const { method, url = '', headers } = request;
      if (url === '/') return void response.end(); // that is whoever waits for NGINX to start
      seen.push({ method, url, headers, bytes });
      answer(request, response);
    });
  });
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'graphql-transport-ws' });
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    address: `127.0.0.1:${(http.address() as AddressInfo).port}`,
    seen,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
