import type { Prepared } from '@maru/fanout';
import type { GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { DocumentGate } from '../graphql/document-gate.ts';
import { RequestContext, type RequestContexts } from '../graphql/request-context.ts';
import { ApiRequest } from '../request/api-request.ts';
import type { RequestObserver } from '../request/request-observer.ts';

/** Takes operations from sockets through the same pipeline as those that come by HTTP. */
export class SocketOperations {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly gate: DocumentGate,
    private readonly contexts: RequestContexts,
    private readonly observer: RequestObserver,
  ) {}

  /** A query or a mutation has its answer. @returns what goes with it */
  answered(contextValue: unknown): { readonly requestId: string } | undefined {
    const request = contextValue instanceof RequestContext ? contextValue.request : undefined;
    if (request) this.observer.answered(request);
    return request?.answerExtensions;
  }

  /** @param sessionId whose socket it is; undefined for nobody's */
  async prepare(sessionId: string | undefined, payload: SubscribePayload): Promise<Prepared> {
    const { query, operationName, variables, extensions } = payload;
    const request = new ApiRequest('socket', extensions ?? {});
    const admitted = this.gate.admit(query, operationName);
    if ('errors' in admitted) {
      this.observer.notAdmitted(request);
      return admitted.errors;
    }
    this.observer.admitted(request, admitted.operation);
    return {
      schema: this.schema,
      document: admitted.document,
      operationName,
      variableValues: variables,
      contextValue: await this.contexts.ofSession(sessionId, request),
    };
  }
}
