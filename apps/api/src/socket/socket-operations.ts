import type { Prepared } from '@maru/fanout';
import type { GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { DocumentGate } from '../graphql/document-gate.ts';
import type { RequestContexts } from '../graphql/request-context.ts';
import type { RequestObserver } from '../request/request-observer.ts';

/** Takes operations from sockets through the same pipeline as those that come by HTTP. */
export class SocketOperations {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly gate: DocumentGate,
    private readonly contexts: RequestContexts,
    private readonly observer: RequestObserver,
  ) {}

  /** @param sessionId whose socket it is; undefined for nobody's */
  async prepare(sessionId: string | undefined, payload: SubscribePayload): Promise<Prepared> {
    const { query, operationName, variables, extensions } = payload;
    this.observer.current?.ask(extensions ?? {});
    const admitted = this.gate.admit(query, operationName);
    if ('errors' in admitted) return admitted.errors;
    return {
      schema: this.schema,
      document: admitted.document,
      operationName,
      variableValues: variables,
      contextValue: await this.contexts.ofSession(sessionId),
    };
  }
}
