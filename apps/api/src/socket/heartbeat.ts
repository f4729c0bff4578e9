import type { WebSocket } from 'ws';

/** Well under the time after which proxies cut idle connections, in milliseconds. */
const BEAT_MS = 12_000;

/** Asks every socket for a sign of life; one that gave none since it was asked is cut. */
export class Heartbeat {
  private readonly asked = new WeakSet<WebSocket>();
  private readonly timer: NodeJS.Timeout;

  constructor(sockets: () => Iterable<WebSocket>) {
    this.timer = setInterval(() => {
      for (const socket of sockets()) this.beat(socket);
    }, BEAT_MS);
    this.timer.unref();
  }

  /** Whatever arrives is a sign of life: where much is under way, a pong comes behind all of it. */
  follow(socket: WebSocket): void {
    for (const sign of ['pong', 'ping', 'message']) socket.on(sign, () => this.asked.delete(socket));
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private beat(socket: WebSocket): void {
    if (this.asked.has(socket)) return socket.terminate();
    this.asked.add(socket);
    socket.ping();
  }
}
