import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chat } from '@maru/chat';
import { GraphQLSocket, type SharedExecution } from '@maru/fanout';
import type { Logger } from '@maru/runtime';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ErrorPresenter } from '../graphql/error-presenter.ts';
import { REQUEST_BODY, SOCKET_BACKLOG, SOCKET_INIT_TIMEOUT_MS, SOCKET_OPERATIONS } from '../graphql/limits.ts';
import type { Origins } from '../http/origins.ts';
import { RequestContext } from '../graphql/request-context.ts';
import { ConnectionCount, type ConnectionLimits } from './connection-limits.ts';
import { Connection } from './connection.ts';
import { Heartbeat } from './heartbeat.ts';
import type { SocketMetrics } from './socket-metrics.ts';
import type { SocketOperations } from './socket-operations.ts';
import { refuseUpgrade } from './upgrade-refusal.ts';
import { upgradeRefusal } from './upgrades.ts';

const SERVICE_RESTART = 1012;
/** How long work in hand may take when the server closes, and then the farewell, in milliseconds. */
const FINISH_WITHIN_MS = 4_000;
const FAREWELL_WITHIN_MS = 1_000;

export interface SocketServerOptions {
  readonly path: string;
  readonly origins: Origins;
  readonly replica: string;
  readonly limits: ConnectionLimits;
  readonly metrics: SocketMetrics;
}

/** The WebSockets of this process. */
export class SocketServer {
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: REQUEST_BODY,
    perMessageDeflate: false,
    // One message a turn, so that what one of them started is in place before the next one is looked at.
    allowSynchronousEvents: false,
    handleProtocols: () => GRAPHQL_TRANSPORT_WS_PROTOCOL,
  });
  private readonly sockets = new Set<GraphQLSocket>();
  private readonly heartbeat = new Heartbeat(() => this.webSockets.clients);
  private readonly count: ConnectionCount;
  /** Ends of connections that are not over yet. */
  private readonly ending = new Set<Promise<void>>();
  private closing = false;

  constructor(
    private readonly chat: Chat,
    private readonly operations: SocketOperations,
    private readonly shared: SharedExecution,
    private readonly presenter: ErrorPresenter,
    private readonly log: Logger,
    private readonly options: SocketServerOptions,
  ) {
    this.count = new ConnectionCount(options.limits);
    this.webSockets.on('headers', (headers) => headers.push(`x-maru-replica: ${options.replica}`));
  }

  /** Sockets that are open. */
  get size(): number {
    return this.sockets.size;
  }

  /** Subscriptions on all of them. */
  get subscriptions(): number {
    return [...this.sockets].reduce((sum, socket) => sum + socket.subscriptions, 0);
  }

  listenTo(http: Server): void {
    http.on('upgrade', (request, tcp, head) => this.upgrade(request, tcp, head));
  }

  /** Answers what is in hand, then closes every socket with 1012. Resolves when all of it is over. */
  async close(): Promise<void> {
    this.closing = true;
    const finished = [...this.sockets].map((socket) => socket.closeWhenIdle(SERVICE_RESTART, 'Service restart'));
    await Promise.race([Promise.all(finished), pause(FINISH_WITHIN_MS)]);
    for (const socket of this.sockets) socket.close(SERVICE_RESTART, 'Service restart');
    await Promise.race([this.allClosed(), pause(FAREWELL_WITHIN_MS)]);
    for (const webSocket of this.webSockets.clients) webSocket.terminate();
    await this.allClosed();
    this.heartbeat.stop();
    await Promise.all(this.ending);
  }

  private upgrade(request: IncomingMessage, tcp: Duplex, head: Buffer): void {
    tcp.on('error', () => tcp.destroy());
    const address = request.socket.remoteAddress ?? '';
    const refusal = this.closing
      ? 503
      : (upgradeRefusal(request, this.options.path, this.options.origins) ?? this.count.refusal(address));
    if (refusal !== undefined) {
      this.options.metrics.refused(refusal);
      return refuseUpgrade(tcp, refusal);
    }
    this.count.add(address);
    tcp.once('close', () => this.count.remove(address));
    this.webSockets.handleUpgrade(request, tcp, head, (webSocket) => this.accept(webSocket, tcp));
  }

  private accept(webSocket: WebSocket, tcp: Duplex): void {
    // Breaches of the WebSocket protocol (a payload that is too large): ws closes such a socket itself.
    webSocket.on('error', (error) => this.log.debug({ err: error }, 'a socket failed'));
    this.heartbeat.follow(webSocket);
    const connection = new Connection(
      this.chat,
      (code, reason) => socket.close(code, reason),
      (error) => this.fault(error),
    );
    const socket = new GraphQLSocket(webSocket, tcp, {
      shared: this.shared,
      connect: (params) => connection.begin(params),
      prepare: (payload) => this.operations.prepare(connection.sessionId, payload),
      formatErrors: (errors, context) => this.present(errors, context),
      answered: (context) => this.operations.answered(context),
      onFault: (error) => this.fault(error),
      maxOperations: SOCKET_OPERATIONS,
      initTimeoutMs: SOCKET_INIT_TIMEOUT_MS,
      backlogLimit: SOCKET_BACKLOG,
    });
    this.sockets.add(socket);
    webSocket.once('close', (code) => {
      this.sockets.delete(socket);
      this.options.metrics.closed(code);
      this.end(connection, code);
    });
  }

  private present(errors: readonly GraphQLError[], context: unknown): readonly GraphQLFormattedError[] {
    const requestId = context instanceof RequestContext ? context.request?.requestId : undefined;
    return errors.map((error) => this.presenter.present(error, { transport: 'socket', requestId }));
  }

  private end(connection: Connection, code: number): void {
    const ending = connection.end(code).catch((error: unknown) => this.fault(error));
    this.ending.add(ending);
    void ending.then(() => this.ending.delete(ending));
  }

  private async allClosed(): Promise<void> {
    const open = [...this.webSockets.clients].filter((webSocket) => webSocket.readyState !== webSocket.CLOSED);
    await Promise.all(open.map((webSocket) => once(webSocket, 'close')));
  }

  private fault(error: unknown): void {
    this.log.error({ err: error }, 'a socket could not be served');
  }
}
