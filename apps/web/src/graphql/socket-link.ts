import { ApolloLink, CombinedGraphQLErrors, Observable, type OperationVariables } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import type { GraphQLFormattedError } from 'graphql';
import type { Client } from 'graphql-ws';

declare module '@apollo/client' {
  interface DefaultContext {
    /** The variables as they are now: asked again whenever a subscription is sent, so that it resumes where it stands. */
    currentVariables?: () => OperationVariables;
  }
}

/**
 * Apollo's operations over a graphql-ws socket. Unlike Apollo's own link, it reads the variables again at each reconnection:
 * a subscription that starts "after" a cursor goes on after the last one it has seen.
 */
export class SocketLink extends ApolloLink {
  constructor(private readonly socket: Client) {
    super();
  }

  override request(operation: ApolloLink.Operation): Observable<ApolloLink.Result> {
    const { query, variables, operationName } = operation;
    const { currentVariables } = operation.getContext();
    const payload = {
      query: print(query),
      ...(operationName === undefined ? {} : { operationName }),
      // Evaluated by every JSON.stringify, that is: at every sending.
      get variables() {
        return currentVariables?.() ?? variables;
      },
    };
    return new Observable<ApolloLink.Result>((observer) =>
      this.socket.subscribe<ApolloLink.Result['data']>(payload, {
        next: (result) => observer.next(result as ApolloLink.Result),
        complete: () => observer.complete(),
        error: (error) => observer.error(asError(error)),
      }),
    );
  }
}

const isErrorList = (error: unknown): error is GraphQLFormattedError[] => Array.isArray(error);

function asError(error: unknown): Error {
  if (isErrorList(error)) return new CombinedGraphQLErrors({ errors: error });
  return error instanceof Error ? error : new Error('The connection was closed.', { cause: error });
}
