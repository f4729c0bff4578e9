import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Heartbeat } from './heartbeat.ts';

const BEAT_MS = 12_000;

let server: WebSocketServer;
let heartbeat: Heartbeat;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  heartbeat = new Heartbeat(() => server.clients);
  server.on('connection', (socket) => heartbeat.follow(socket));
  await once(server, 'listening');
});
afterEach(() => {
  heartbeat.stop();
  for (const socket of server.clients) socket.terminate();
  server.close();
  vi.useRealTimers();
});

async function connect(options: { readonly autoPong: boolean }) {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  const accepted = once(server, 'connection') as Promise<[WebSocket]>;
  await once(client, 'open');
  const [socket] = await accepted;
  const closed = new Promise<number>((resolve) => client.once('close', resolve));
  return { client, socket, closed };
}

/** One beat; resolves once the client was asked. */
async function beat(client: WebSocket): Promise<void> {
  const asked = once(client, 'ping');
  vi.advanceTimersByTime(BEAT_MS);
  await asked;
}

it('cuts a socket that gives no sign of life', async () => {
  const { client, closed } = await connect({ autoPong: false });
  await beat(client);
  vi.advanceTimersByTime(BEAT_MS);
  expect(await closed).toBe(1006);
});

it('keeps one that answers', async () => {
  const { client, socket } = await connect({ autoPong: true });
  for (let beats = 0; beats < 3; beats++) {
    const answered = once(socket, 'pong');
    await beat(client);
    await answered;
  }
  expect(client.readyState).toBe(WebSocket.OPEN);
});

it('keeps one whose pong is held up behind its own messages', async () => {
  const { client, socket } = await connect({ autoPong: false });
  for (let beats = 0; beats < 3; beats++) {
    await beat(client);
    const arrived = once(socket, 'message');
    client.send('still here');
    await arrived;
  }
  expect(client.readyState).toBe(WebSocket.OPEN);
});
