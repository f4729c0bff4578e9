import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { type GraphQLAnswer, type GraphQLErrorBody, type Operation, Refusal, valueOf } from './operation.ts';
import { Stream } from './stream.ts';

export interface SocketOptions {
  /** Payload of `connection_init`; none at all where it is left out. */
  readonly payload?: Record<string, unknown>;
  readonly origin?: string;
}

export interface SocketClosed {
  readonly code: number;
  readonly reason: string;
}

/** Close code of a connection that ended without a close frame. */
const LOST = 1006;

const toWebSocketUrl = (url: string) => `${url.replace(/^http/, 'ws')}/graphql`;

/** One acknowledged connection. It is never opened again once it is lost. */
export class Socket {
  readonly closed: Promise<SocketClosed>;
  #order = 0;

  private constructor(
    private readonly client: Client,
    private readonly raw: WebSocket,
  ) {
    this.closed = new Promise((resolve) =>
      raw.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  /** Resolves once the server acknowledged the connection; rejects where it is refused. */
  static async open(url: string, options: SocketOptions = {}): Promise<Socket> {
    const sockets: WebSocket[] = [];
    class Observed extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, options.origin === undefined ? {} : { origin: options.origin });
        sockets.push(this);
      }
    }
    const client = await new Promise<Client>((resolve, reject) => {
      const opened: Client = createClient({
        url: toWebSocketUrl(url),
        webSocketImpl: Observed,
        connectionAckWaitTimeout: 5_000,
        lazy: false,
        retryAttempts: 0,
        onNonLazyError: reject,
        ...(options.payload && { connectionParams: options.payload }),
        on: { connected: () => resolve(opened) },
      });
    });
    const [raw] = sockets;
    if (!raw) throw new Error('Connected without a socket.');
    return new Socket(client, raw);
  }

  /** Runs a query or mutation over the socket. */
  async answer<Value, Variables>(op: Operation<Value, Variables>, variables: Variables): Promise<GraphQLAnswer> {
    const stream = this.#run(op.document, variables, (result) => result);
    const end = await stream.ended;
    if (end.kind === 'errors') return { errors: end.errors };
    const [result] = stream.events;
    if (end.kind === 'closed' || !result) throw new Error(`No answer over the socket: ${JSON.stringify(end)}`);
    return result;
  }

  /** Starts a subscription; the stream holds the values of its root field. */
  subscribe<Value, Variables>(op: Operation<Value, Variables>, variables: Variables): Stream<Value> {
    return this.#run(op.document, variables, (result) => valueOf(op, result));
  }

  /** Closes as a page that is left does. Without a code, the close frame carries none (1005 at the other end). */
  async close(code?: 1000 | 1001): Promise<SocketClosed> {
    this.#retire();
    this.raw.close(code);
    return this.closed;
  }

  /** Cuts the connection without a close frame: 1006 at the other end. */
  async cut(): Promise<void> {
    this.#retire();
    this.raw.terminate();
    await this.closed;
  }

  /** Stops, or goes on, reading from the network: what a reader does that is too slow. */
  read(reading: boolean): void {
    if (reading) this.raw.resume();
    else this.raw.pause();
  }

  /** Else the client would take the end for a loss, and connect again. */
  #retire(): void {
    void this.client.dispose();
  }

  #run<Event>(document: string, variables: unknown, read: (result: GraphQLAnswer) => Event): Stream<Event> {
    // The client would quietly open another connection.
    if (this.raw.readyState !== WebSocket.OPEN) throw new Error('This socket is closed.');
    let dispose = () => {};
    const stream = new Stream<Event>(() => dispose());
    dispose = this.client.subscribe(
      { query: document, variables: variables as Record<string, unknown> },
      {
        next: (result) => {
          if (stream.hasEnded) return;
          try {
            stream.receive({ event: read(result), order: this.#order++, at: Date.now() });
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            stream.end({ kind: 'errors', errors: error.errors });
          }
        },
        complete: () => stream.end({ kind: 'complete' }),
        error: (error) => stream.end(this.#endBy(error)),
      },
    );
    return stream;
  }

  #endBy(error: unknown) {
    if (Array.isArray(error)) return { kind: 'errors', errors: error as GraphQLErrorBody[] } as const;
    const isCloseEvent = typeof error === 'object' && error !== null && 'code' in error && 'reason' in error;
    const { code, reason } = isCloseEvent ? error : { code: LOST, reason: error };
    return { kind: 'closed', code: Number(code), reason: String(reason) } as const;
  }
}
