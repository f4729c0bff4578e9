import { once } from 'node:events';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';

export interface Received {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client that speaks the protocol by hand, and keeps every message. */
export class RawClient {
  readonly received: Received[] = [];
  closedWith: number | undefined;

  private constructor(readonly webSocket: WebSocket) {
    webSocket.on('message', (data: Buffer) => this.received.push(JSON.parse(data.toString()) as Received));
    webSocket.on('close', (code) => (this.closedWith = code));
    webSocket.on('error', () => {});
    onTestFinished(() => webSocket.terminate());
  }

  static async open(url: string): Promise<RawClient> {
    const client = new RawClient(new WebSocket(url, 'graphql-transport-ws'));
    await once(client.webSocket, 'open');
    return client;
  }

  /** Open, and introduced. */
  static async connect(url: string): Promise<RawClient> {
    const client = await RawClient.open(url);
    client.send({ type: 'connection_init' });
    await client.until(() => client.received.length === 1);
    client.received.length = 0;
    return client;
  }

  send(message: object): void {
    this.webSocket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: object): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  complete(id: string): void {
    this.send({ id, type: 'complete' });
  }

  async until(condition: () => boolean): Promise<void> {
    const wait = { timeout: 5_000, interval: 5 };
    await vi.waitFor(() => {
      if (!condition()) throw new Error(`so far: ${JSON.stringify(this.received.slice(-5))}`);
    }, wait);
  }

  async untilClosed(): Promise<number> {
    await this.until(() => this.closedWith !== undefined);
    return this.closedWith ?? 0;
  }
}
