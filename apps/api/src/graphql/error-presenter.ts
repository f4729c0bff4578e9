import { randomUUID } from 'node:crypto';
import { ChatError } from '@maru/domain';
import type { Logger } from '@maru/runtime';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** For whom an error is: a request; or whoever is delivered an event, and has not asked for it just now. */
export interface Asker {
  readonly transport: 'http' | 'socket' | 'delivery';
  readonly requestId?: string | undefined;
}

const NOBODY: Asker = { transport: 'delivery' };

const SUGGESTION = / ?Did you mean [^?]*\?/;

/** The innermost error of GraphQL's own around what was really thrown. */
function innermost(error: GraphQLError): GraphQLError {
  return error.originalError instanceof GraphQLError ? innermost(error.originalError) : error;
}

/**
 * Whether GraphQL itself found fault with the request: with variables (no path yet), or with an argument (a node of the document). A field that resolved to what its
 * type cannot show has a path, but no node that is to blame.
 */
function isRequestFault(error: GraphQLError): boolean {
  const origin = innermost(error);
  return origin.originalError === undefined && (error.path === undefined || origin.nodes !== undefined);
}

/** Makes errors fit for clients: the same words and codes on every transport; what clients may not see is logged, and named by the id of the request. */
export class ErrorPresenter {
  constructor(
    private readonly log: Logger,
    private readonly introspection: boolean,
    /** Is told the code of each error that goes to a client. */
    private readonly refused: (transport: Asker['transport'], code: string) => void = () => {},
  ) {}

  present(error: GraphQLError, asker: Asker = NOBODY): GraphQLFormattedError {
    const { path, locations } = error.toJSON();
    const described = this.describe(error, asker);
    this.refused(asker.transport, String(described.extensions?.['code']));
    return { ...described, ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  }

  private describe(error: GraphQLError, asker: Asker): GraphQLFormattedError {
    const origin = innermost(error);
    const cause = origin.originalError;
    if (cause instanceof ChatError) {
      const { code, message, retryable } = cause;
      return { message, extensions: { code, retryable } };
    }
    const code = error.extensions['code'] ?? origin.extensions['code'];
    if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') return this.refusal(error, code);
    return isRequestFault(error) ? this.refusal(error, 'BAD_USER_INPUT') : this.fault(error, cause ?? origin, asker);
  }

  private refusal({ message }: GraphQLError, code: string): GraphQLFormattedError {
    // Suggestions tell names of the schema.
    return { message: this.introspection ? message : message.replace(SUGGESTION, ''), extensions: { code } };
  }

  private fault({ path }: GraphQLError, cause: Error, { requestId }: Asker): GraphQLFormattedError {
    const errorId = requestId ?? randomUUID();
    this.log.error({ err: cause, errorId, requestId, path: path?.join('.') }, 'an operation failed');
    return {
      message: 'Something went wrong here. It was noted under the given errorId.',
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    };
  }
}
