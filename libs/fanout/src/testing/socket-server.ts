import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, validate, type ExecutionArgs, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { GraphQLSocket, type GraphQLSocketOptions, type Prepared } from '../graphql-socket.ts';
import { SharedExecution } from '../shared-execution.ts';

export interface SocketServer {
  readonly url: string;
  readonly sockets: GraphQLSocket[];
  readonly faults: unknown[];
  /** How many events were executed. */
  executions(): number;
}

const formatErrors = (errors: readonly GraphQLError[]) =>
  errors.map((error) => ({
    ...error.toJSON(),
    message: error.originalError ? `masked: ${error.originalError.message}` : error.message,
  }));

function prepareWith(schema: GraphQLSchema) {
  return async ({ query, variables, operationName }: SubscribePayload): Promise<Prepared> => {
    const document = parse(query);
    const errors = validate(schema, document);
    const args: ExecutionArgs = { schema, document };
    return errors.length > 0 ? errors : { ...args, variableValues: variables, operationName };
  };
}

/** A real WebSocket server on a free port; it goes with the test. */
export async function startSocketServer(
  schema: GraphQLSchema,
  options: Partial<GraphQLSocketOptions> = {},
): Promise<SocketServer> {
  const faults: unknown[] = [];
  const sockets: GraphQLSocket[] = [];
  const shared = new SharedExecution({ schema, createContext: () => ({}), formatErrors });
  const all: GraphQLSocketOptions = {
    shared,
    connect: async () => {},
    prepare: prepareWith(schema),
    formatErrors,
    onFault: (error) => faults.push(error),
    maxOperations: 5,
    initTimeoutMs: 3_000,
    backlogLimit: 1024 * 1024,
    ...options,
  };
  const http = createServer();
  const webSockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, tcp, head) =>
    webSockets.handleUpgrade(request, tcp, head, (webSocket) => {
      webSocket.on('error', () => {});
      sockets.push(new GraphQLSocket(webSocket, tcp, all));
    }),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const webSocket of webSockets.clients) webSocket.terminate();
    await new Promise((resolve) => http.close(resolve));
  });
  const { port } = http.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, sockets, faults, executions: () => shared.counts.executions };
}
