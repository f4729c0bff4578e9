import type { ApolloServerPlugin } from '@apollo/server';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type ValidationRule } from 'graphql';
import type { HttpRequests } from '../http/http-requests.ts';
import type { ApiRequest } from '../request/api-request.ts';
import type { ErrorPresenter } from './error-presenter.ts';
import { PARSE_OPTIONS } from './limits.ts';
import type { RequestContext, RequestContexts } from './request-context.ts';

export const GRAPHQL_PATH = '/graphql';

export interface ApolloParts {
  readonly requests: HttpRequests;
  readonly contexts: RequestContexts;
  readonly presenter: ErrorPresenter;
  readonly rules: readonly ValidationRule[];
}

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const asGraphQLError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError('Unexpected', { originalError: asError(error) });
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Apollo Server, kept to the same pipeline as the sockets: its own ideas of pages, caches and error texts are switched off. */
export function apolloOptions(parts: ApolloParts): Omit<ApolloDriverConfig, 'driver'> {
  const { requests, contexts, presenter, rules } = parts;
  /** Who asked for what failed: Apollo Server does not say it where errors are formatted. */
  const askers = new WeakMap<object, ApiRequest>();
  return {
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    graphiql: false,
    // Refused by our own rule, in the same words on every transport.
    introspection: true,
    parseOptions: PARSE_OPTIONS,
    validationRules: [...rules],
    formatError: (_formatted: GraphQLFormattedError, error: unknown) => {
      const asker = typeof error === 'object' && error !== null ? askers.get(error) : undefined;
      return presenter.present(asGraphQLError(error), { transport: 'http', requestId: asker?.requestId });
    },
    plugins: [noteAskers(askers)],
    autoTransformHttpErrors: false,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    context: (request: FastifyRequest): Promise<RequestContext> =>
      contexts.ofKey(headerOf(request, 'x-session-key'), requests.of(request)),
  };
}

const noteAskers = (askers: WeakMap<object, ApiRequest>): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue: { request } }) => {
      if (request) for (const error of errors) askers.set(error, request);
    },
  }),
});
