import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { DocumentGate } from '../graphql/document-gate.ts';
import type { ErrorPresenter } from '../graphql/error-presenter.ts';
import type { RequestObserver } from '../request/request-observer.ts';
import type { HttpRequests } from './http-requests.ts';

interface GraphQLRequest {
  readonly query: string;
  readonly operationName: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What Apollo Server would take for the document. What is none it refuses itself. */
function requestOf({ method, body, query }: FastifyRequest): GraphQLRequest | undefined {
  const source: unknown = method === 'GET' ? query : body;
  if (typeof source !== 'object' || source === null || !('query' in source) || typeof source.query !== 'string')
    return undefined;
  return { query: source.query, operationName: 'operationName' in source ? text(source.operationName) : undefined };
}

const overSocketsOnly = () =>
  new GraphQLError('Subscriptions are delivered over a WebSocket (graphql-transport-ws) at this address.', {
    extensions: { code: 'SUBSCRIPTION_NEEDS_SOCKET' },
  });

interface DocumentHookParts {
  readonly requests: HttpRequests;
  readonly gate: DocumentGate;
  readonly observer: RequestObserver;
  readonly presenter: ErrorPresenter;
}

/** Stops documents at the gate before Apollo Server sees them, so that both transports refuse alike. */
export function addDocumentHook(http: FastifyInstance, path: string, parts: DocumentHookParts): void {
  const { requests, gate, observer, presenter } = parts;
  http.addHook('preHandler', async (request, reply) => {
    const asked = request.routeOptions.url === path ? requestOf(request) : undefined;
    if (!asked) return undefined;
    const admitted = gate.admit(asked.query, asked.operationName);
    const operation = requests.of(request);
    if ('errors' in admitted) observer.notAdmitted(operation);
    else observer.admitted(operation, admitted.operation);
    const errors = 'errors' in admitted ? admitted.errors : [];
    const isSubscription = 'operation' in admitted && admitted.operation.operation === 'subscription';
    const refused = isSubscription ? [overSocketsOnly()] : errors;
    if (refused.length === 0) return undefined;
    return reply.code(400).send({ errors: refused.map((error) => presenter.present(error, operation)) });
  });
}
