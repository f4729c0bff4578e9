import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import type { SocketClosed } from './socket.ts';

/** A frame of the graphql-transport-ws protocol. */
export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface UpgradeOptions {
  readonly path?: string;
  readonly origin?: string;
  /** Null: none is asked for. */
  readonly subprotocol?: string | null;
}

/** HTTP status with which an upgrade is answered: 101 where it is accepted (and closed again at once). */
export async function upgradeStatus(url: string, options: UpgradeOptions = {}): Promise<number> {
  const socket = dial(url, options);
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.once('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.once('error', reject);
  });
}

/** A connection under the scenario's own control, frame by frame. */
export class RawSocket {
  readonly frames: Frame[] = [];
  readonly closed: Promise<SocketClosed>;
  readonly #look = new Set<() => void>();

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      for (const look of [...this.#look]) look();
    });
  }

  /** Resolves once the upgrade is accepted. Nothing is sent. */
  static async open(url: string, options: UpgradeOptions = {}): Promise<RawSocket> {
    const raw = new RawSocket(dial(url, options));
    await once(raw.socket, 'open');
    return raw;
  }

  /** Opens and initialises a connection. */
  static async ready(url: string, payload?: Record<string, unknown>): Promise<RawSocket> {
    const raw = await RawSocket.open(url);
    raw.send({ type: 'connection_init', ...(payload && { payload }) });
    await raw.frame((frame) => frame.type === 'connection_ack');
    return raw;
  }

  send(frame: Frame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Sends an operation. @returns its id */
  subscribe(query: string, variables?: Record<string, unknown>): string {
    const id = randomUUID();
    this.send({ type: 'subscribe', id, payload: { query, ...(variables && { variables }) } });
    return id;
  }

  /** The first frame, of those that came and those to come, that fits. Rejects where the socket closes before. */
  frame(fits: (frame: Frame) => boolean, withinMs = 10_000): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void) => {
        clearTimeout(timer);
        this.#look.delete(look);
        act();
      };
      void this.closed.then(({ code }) => finish(() => reject(new Error(`Closed with ${code} instead.`))));
      const look = () => {
        const found = this.frames.find(fits);
        if (found) finish(() => resolve(found));
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`No such frame. Received: ${JSON.stringify(this.frames)}`))),
        withinMs,
      );
      this.#look.add(look);
      look();
    });
  }
}

function dial(url: string, { path = '/graphql', origin, subprotocol = 'graphql-transport-ws' }: UpgradeOptions) {
  const address = `${url.replace(/^http/, 'ws')}${path}`;
  return new WebSocket(address, subprotocol === null ? [] : [subprotocol], origin === undefined ? {} : { origin });
}
