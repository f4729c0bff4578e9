import type { Duplex } from 'node:stream';
import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import { CloseCode, makeServer, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import { asGraphQLError } from './as-graphql-error.ts';
import { deliver, type Delivery, type Subscription } from './deliver.ts';
import { LiveSource } from './live-source.ts';
import type { SharedExecution } from './shared-execution.ts';
import { SocketWriter } from './socket-writer.ts';

/** The close code for a reader that does not read, and for a client that came at a bad moment: it may come back. */
const TRY_AGAIN_LATER = 1013;

/** What to execute, or why not. */
export type Prepared = ExecutionArgs | readonly GraphQLError[];

/** What a socket asks of its application. */
export interface GraphQLSocketOptions {
  readonly shared: SharedExecution;
  /** The client has introduced itself, with this payload. Operations come after it has resolved. */
  connect(params: Readonly<Record<string, unknown>>): Promise<void>;
  /** A query or a mutation has its answer. @returns `extensions` that go with it; what subscribers are delivered has none */
  answered?(contextValue: unknown): Readonly<Record<string, unknown>> | undefined;
  /** Parses and validates a document, and makes the operation's context. */
  prepare(payload: SubscribePayload): Promise<Prepared>;
  /** Makes errors fit for clients. Throws nothing. @param contextValue of the operation, where it was executed */
  formatErrors(errors: readonly GraphQLError[], contextValue?: unknown): readonly GraphQLFormattedError[];
  /** Is told of what should not happen. */
  onFault(error: unknown): void;
  /** Operations that may be under way on a socket at a time, subscriptions included. */
  readonly maxOperations: number;
  /** How long a client may take to introduce itself, in milliseconds. */
  readonly initTimeoutMs: number;
  /** Bytes that may wait for a client to read. */
  readonly backlogLimit: number;
}

const isRefusal = (prepared: Prepared): prepared is readonly GraphQLError[] => Array.isArray(prepared);

const isLiveSource = (source: unknown): source is LiveSource<object> => source instanceof LiveSource;

/**
 * GraphQL over one WebSocket (protocol `graphql-transport-ws`), with shared delivery of subscriptions.
 *
 * graphql-ws keeps the protocol: init, ping and pong, complete, close codes. Whatever is wrong with an operation or with the server is told by an `error` or
 * `next` message of that operation; the socket is closed only for breaches of the protocol and for a reader that does not read.
 */
export class GraphQLSocket {
  private readonly writer: SocketWriter;
  /** Subscriptions that were prepared and start right away. */
  private readonly starting = new WeakMap<ExecutionArgs, Subscription>();
  private readonly delivering = new Set<Delivery>();
  /** The latest operation under each id that is still being prepared. */
  private readonly preparing = new Map<string, object>();
  /** Messages that are being handled; a subscription's until it ends. */
  private handling = 0;
  private closing = false;
  private onIdle = () => {};

  /** @param tcp the connection under the WebSocket */
  constructor(
    private readonly webSocket: WebSocket,
    tcp: Duplex,
    private readonly options: GraphQLSocketOptions,
  ) {
    this.writer = new SocketWriter(webSocket, tcp, options.backlogLimit, () => this.close(TRY_AGAIN_LATER, 'Too slow'));
    const closed = makeServer(this.protocolHooks()).opened(
      {
        protocol: webSocket.protocol,
        send: (message) => this.writer.send(message),
        close: (code = CloseCode.BadRequest, reason = '') => this.close(code, reason),
        onMessage: (handle) => webSocket.on('message', (data, isBinary) => void this.receive(data, isBinary, handle)),
      },
      undefined,
    );
    webSocket.once('close', (code, reason) => {
      this.detach();
      closed(code, String(reason)).catch((error: unknown) => options.onFault(error));
    });
  }

  /** Subscriptions that are delivered now. */
  get subscriptions(): number {
    return this.delivering.size;
  }

  /** Nothing is sent after it. */
  close(code: number, reason: string): void {
    this.writer.flush();
    this.webSocket.close(code, reason);
    this.detach();
  }

  /** Takes no more messages, answers those that it has, then closes. Resolves when the answers are on their way. */
  async closeWhenIdle(code: number, reason: string): Promise<void> {
    this.closing = true;
    await new Promise<void>((resolve) => {
      this.onIdle = resolve;
      this.webSocket.once('close', resolve);
      this.checkIdle();
    });
    this.close(code, reason);
  }

  private protocolHooks(): ServerOptions {
    return {
      connectionInitWaitTimeout: this.options.initTimeoutMs,
      onConnect: ({ connectionParams }) => this.connect(connectionParams ?? {}),
      onSubscribe: ({ subscriptions }, id, payload) => this.prepare(id, payload, Object.keys(subscriptions).length),
      subscribe: (args) => this.deliver(args),
      execute: run,
      onNext: (_context, _id, _payload, { contextValue }, result) => this.answer(contextValue, result),
      onError: (_context, _id, _payload, errors) => this.options.formatErrors(errors),
    };
  }

  private async receive(data: RawData, isBinary: boolean, handle: (data: string) => Promise<void>): Promise<void> {
    if (this.closing || this.webSocket.readyState !== this.webSocket.OPEN) return;
    this.handling++;
    try {
      if (isBinary || !Buffer.isBuffer(data)) this.close(CloseCode.BadRequest, 'Binary messages are not understood');
      else await handle(data.toString());
    } catch (error) {
      this.refuse(error);
    }
    this.handling--;
    this.checkIdle();
  }

  private answer(
    contextValue: unknown,
    { data, errors }: { readonly [Part in 'data' | 'errors']?: ExecutionResult[Part] | undefined },
  ) {
    const extensions = this.options.answered?.(contextValue);
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors ? { errors: this.options.formatErrors(errors, contextValue) } : {}),
      ...(extensions ? { extensions } : {}),
    };
  }

  /** The hooks throw nothing: what graphql-ws still throws is a message that only a server may send. */
  private refuse(error: unknown): void {
    const isClientsFault = error instanceof Error && error.message.startsWith('Unexpected message of type');
    if (isClientsFault) return this.close(CloseCode.BadRequest, 'Invalid message received');
    this.options.onFault(error);
    this.close(TRY_AGAIN_LATER, 'Try again later');
  }

  private detach(): void {
    for (const delivery of [...this.delivering]) void delivery.return();
  }

  private checkIdle(): void {
    if (this.handling === this.delivering.size) this.onIdle();
  }

  private async connect(params: Record<string, unknown>): Promise<void> {
    try {
      await this.options.connect(params);
    } catch (error) {
      this.options.onFault(error);
      this.close(TRY_AGAIN_LATER, 'Try again later');
    }
  }

  private async prepare(id: string, payload: SubscribePayload, operations: number): Promise<Prepared> {
    const { maxOperations } = this.options;
    if (operations > maxOperations) return [tooManyOperations(maxOperations)];
    const turn = {};
    this.preparing.set(id, turn);
    const prepared = await this.tryToPrepare(id, payload);
    if (this.preparing.get(id) !== turn) return this.neverAnswer();
    this.preparing.delete(id);
    return prepared;
  }

  /** For an operation that was cancelled while another one was started under its id: graphql-ws would take the one for the other. */
  private neverAnswer(): Promise<never> {
    this.handling--;
    return new Promise(() => {});
  }

  private async tryToPrepare(id: string, payload: SubscribePayload): Promise<Prepared> {
    try {
      const args = await this.options.prepare(payload);
      if (isRefusal(args)) return args;
      const operation = getOperationAST(args.document, args.operationName);
      return operation?.operation === 'subscription' ? await this.prepareSubscription(id, args) : args;
    } catch (error) {
      return [asGraphQLError(error)];
    }
  }

  private async prepareSubscription(id: string, args: ExecutionArgs): Promise<Prepared> {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source.errors ?? [];
    if (!isLiveSource(source)) throw new Error('A subscription must resolve to a LiveSource.');
    this.starting.set(args, { id, source, operation: this.options.shared.operation(args) });
    return args;
  }

  private deliver(args: ExecutionArgs): Delivery {
    const subscription = this.starting.get(args);
    if (!subscription) throw new Error('This subscription was not prepared.');
    const delivery = deliver(subscription, this.options.shared, this.writer, (ended) => this.delivering.delete(ended));
    this.delivering.add(delivery);
    this.checkIdle();
    return delivery;
  }
}

async function run(args: ExecutionArgs): Promise<ExecutionResult> {
  try {
    return await execute(args);
  } catch (error) {
    return { errors: [asGraphQLError(error)] };
  }
}

function tooManyOperations(limit: number): GraphQLError {
  return new GraphQLError(`At most ${limit} operations may be under way on one connection.`, {
    extensions: { code: 'TOO_MANY_OPERATIONS' },
  });
}
