import { randomUUID } from 'node:crypto';

export const GRAPHQL_SUBPROTOCOL = 'graphql-transport-ws';

/** What a client says that follows one subscription. Its id is a UUID, as those of the library `graphql-ws` are. */
export function graphqlGreeting(connectionParams: unknown, query: string, variables: unknown): readonly string[] {
  return [
    { type: 'connection_init', payload: connectionParams },
    { id: randomUUID(), type: 'subscribe', payload: { query, variables } },
  ].map((message) => JSON.stringify(message));
}
