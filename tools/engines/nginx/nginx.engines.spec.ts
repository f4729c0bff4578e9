import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startNginx } from './nginx.mjs';

let backend: WebSocketServer;
let nginx: Awaited<ReturnType<typeof startNginx>>;

/** Echoes, with the subprotocol that was agreed on. */
const startBackend = async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'graphql-transport-ws' });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })));
  await once(server, 'listening');
  return server;
};

beforeAll(async () => {
  backend = await startBackend();
  const { port: backendPort } = backend.address() as AddressInfo;
  nginx = await startNginx({
    config: ({ host, port }) => `
      upstream api { server 127.0.0.1:${backendPort}; }
      server {
        listen ${host}:${port};
        root .;
        location /graphql {
          proxy_pass http://api;
          proxy_http_version 1.1;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection "upgrade";
        }
      }`,
  });
  await writeFile(join(nginx.folder, 'app.js'), 'export {};\n');
});
afterAll(async () => {
  await nginx.stop();
  backend.close();
});

it('passes a WebSocket through, subprotocol included', async () => {
  const socket = new WebSocket(`${nginx.url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws', 'other']);
  await once(socket, 'open');
  expect(socket.protocol).toBe('graphql-transport-ws');
  socket.send('안녕');
  const [echo] = (await once(socket, 'message')) as [Buffer];
  expect(String(echo)).toBe('안녕');
  socket.terminate();
});

it('serves files with their types', async () => {
  const answer = await fetch(`${nginx.url}/app.js`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('javascript');
});

it('is back on the same address after SIGKILL and a restart', async () => {
  const { url } = nginx;
  await nginx.kill();
  await expect(fetch(url)).rejects.toThrow();
  await nginx.restart();
  expect((await fetch(`${url}/app.js`)).status).toBe(200);
});

it('says what it refuses in a configuration', async () => {
  await expect(startNginx({ config: () => 'serve_everything on;' })).rejects.toThrow(
    /unknown directive "serve_everything"/,
  );
});
