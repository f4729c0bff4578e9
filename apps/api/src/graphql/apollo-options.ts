import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type ValidationRule } from 'graphql';
import type { ErrorPresenter } from './error-presenter.ts';
import { PARSE_OPTIONS } from './limits.ts';
import type { RequestContext, RequestContexts } from './request-context.ts';

export const GRAPHQL_PATH = '/graphql';

export interface ApolloParts {
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
export const apolloOptions = ({ contexts, presenter, rules }: ApolloParts): Omit<ApolloDriverConfig, 'driver'> => ({
  path: GRAPHQL_PATH,
  autoSchemaFile: true,
  graphiql: false,
  // Refused by our own rule, in the same words on every transport.
  introspection: true,
  parseOptions: PARSE_OPTIONS,
  validationRules: [...rules],
  formatError: (_formatted: GraphQLFormattedError, error: unknown) => presenter.present(asGraphQLError(error)),
  autoTransformHttpErrors: false,
  includeStacktraceInErrorResponses: false,
  csrfPrevention: true,
  persistedQueries: false,
  stopOnTerminationSignals: false,
  context: (request: FastifyRequest): Promise<RequestContext> => contexts.ofKey(headerOf(request, 'x-session-key')),
});
