import { once } from 'node:events';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';

export interface GraphQLAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

export interface Request {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly extensions?: object;
}

const PATIENCE = { timeout: 5_000, interval: 5 };

export async function post(url: string, request: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
}

/** One client with a session key of its own. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async ask(request: Request): Promise<GraphQLAnswer> {
    const answer = await post(this.url, request, { 'x-session-key': this.key });
    return (await answer.json()) as GraphQLAnswer;
  }

  /** The data of an operation that is not refused. */
  async data<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.ask({ query, variables });
    if (errors || !data) throw new Error(`Refused: ${JSON.stringify(errors)}`);
    return data as T;
  }

  connect(): Promise<SocketClient> {
    return SocketClient.connect(this.url, { 'x-session-key': this.key });
  }
}

interface Frame {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** A socket, message by message. */
export class SocketClient {
  readonly frames: Frame[] = [];
  closedWith: number | undefined;
  private operations = 0;

  private constructor(readonly webSocket: WebSocket) {
    webSocket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString()) as Frame));
    webSocket.on('close', (code) => (this.closedWith = code));
    webSocket.on('error', () => {});
    onTestFinished(() => webSocket.terminate());
  }

  static async connect(url: string, payload?: Record<string, unknown>): Promise<SocketClient> {
    const client = new SocketClient(new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws'));
    await once(client.webSocket, 'open');
    client.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
    await client.until(() => client.frames.some(({ type }) => type === 'connection_ack'));
    return client;
  }

  send(frame: Frame): void {
    this.webSocket.send(JSON.stringify(frame));
  }

  /** @returns the id of the operation */
  start(request: Request): string {
    const id = `op${++this.operations}`;
    this.send({ id, type: 'subscribe', payload: request });
    return id;
  }

  /** Runs an operation to its end. */
  async ask(request: Request): Promise<GraphQLAnswer> {
    const id = this.start(request);
    await this.until(() => this.of(id).some(({ type }) => type !== 'next'));
    const [first] = this.of(id);
    const refused = first?.type === 'error';
    return (refused ? { errors: first.payload } : first?.payload) as GraphQLAnswer;
  }

  of(id: string): Frame[] {
    return this.frames.filter((frame) => frame.id === id);
  }

  until(condition: () => boolean): Promise<void> {
    return vi.waitFor(() => {
      if (!condition()) throw new Error(`so far: ${JSON.stringify(this.frames.slice(-5))}`);
    }, PATIENCE);
  }
}
