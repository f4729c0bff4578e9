import { ApolloClient, ApolloLink, HttpLink, type OperationVariables, type TypedDocumentNode } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { openConnection, type Connection } from './connection.ts';
import { failureOf, mayPass, type Failure } from './failure.ts';
import { NoCache } from './no-cache.ts';
import { retryDelay } from './retry-delay.ts';
import { SocketLink } from './socket-link.ts';

const SERVICE_PATH = '/graphql';
const ANSWER_WITHIN_MS = 15_000;

export interface Follower<Data> {
  next(data: Data): void;
  /** The server has nothing more to say, or refuses for good. */
  ended(failure: Failure | undefined): void;
}

/** The service, as one session sees it: queries and mutations over HTTP, subscriptions over one socket. */
export interface Api {
  readonly connection: Connection;
  /** @throws what `failureOf` understands */
  query<Data, Variables extends OperationVariables>(
    query: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  /** @throws what `failureOf` understands */
  mutate<Data, Variables extends OperationVariables>(
    mutation: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  /**
   * Subscribes, and subscribes again after whatever may pass.
   * @param variables asked whenever the subscription is sent: at first, and after each reconnection
   * @returns what stops it
   */
  follow<Data, Variables extends OperationVariables>(
    subscription: TypedDocumentNode<Data, Variables>,
    variables: () => Variables,
    follower: Follower<Data>,
  ): () => void;
  close(): void;
}

export function openApi(sessionKey: string): Api {
  const url = new URL(SERVICE_PATH, location.href);
  const connection = openConnection(url.href.replace(/^http/, 'ws'), sessionKey);
  const client = createApolloClient(url.href, sessionKey, connection);
  return {
    connection,
    async query(query, variables) {
      const { data } = await client.query({ query, variables });
      return answer(data);
    },
    async mutate(mutation, variables) {
      const { data } = await client.mutate({ mutation, variables });
      return answer(data);
    },
    follow: (subscription, variables, follower) => follow(client, subscription, variables, follower),
    close() {
      connection.close();
      client.stop();
    },
  };
}

function createApolloClient(uri: string, sessionKey: string, { socket }: Connection): ApolloClient {
  const http = new HttpLink({ uri, headers: { 'x-session-key': sessionKey }, fetch: fetchInTime });
  const isSubscription = ({ operationType }: ApolloLink.Operation) => operationType === OperationTypeNode.SUBSCRIPTION;
  return new ApolloClient({
    link: ApolloLink.split(isSubscription, new SocketLink(socket), http),
    cache: new NoCache(),
    defaultOptions: { query: { fetchPolicy: 'no-cache' }, mutate: { fetchPolicy: 'no-cache' } },
  });
}

const fetchInTime: typeof fetch = (input, init) => {
  const deadline = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline });
};

function answer<Data>(data: Data | null | undefined): Data {
  if (data === undefined || data === null) throw new Error('The server answered nothing.');
  return data;
}

function follow<Data, Variables extends OperationVariables>(
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
  follower: Follower<Data>,
): () => void {
  let failures = 0;
  let stop = () => {};

  const start = () => {
    let failure: Failure | undefined;
    const context = { currentVariables: variables };
    const updates = client.subscribe({ query, variables: variables(), fetchPolicy: 'no-cache', context });
    const subscription = updates.subscribe({
      next({ data, error }) {
        if (error) failure = failureOf(error);
        if (!data) return;
        failures = 0;
        follower.next(data);
      },
      complete() {
        if (failure && mayPass(failure)) startLater();
        else follower.ended(failure);
      },
    });
    stop = () => subscription.unsubscribe();
  };
  const startLater = () => {
    const timer = setTimeout(start, retryDelay(failures++));
    stop = () => clearTimeout(timer);
  };

  start();
  return () => stop();
}
