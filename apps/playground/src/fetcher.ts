import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { type DocumentNode, Kind, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { Placeholders } from './placeholders.ts';

const HEADER = 'x-session-key';

/** Queries and mutations go over HTTP, subscriptions over one socket: both in the same session. */
export function createFetcher(url: URL, sessionKey: string): Fetcher {
  const session = { [HEADER]: sessionKey };
  const send = createGraphiQLFetcher({
    url: url.href,
    headers: session,
    wsClient: createClient({ url: url.href.replace(/^http/, 'ws'), connectionParams: session, retryAttempts: 100 }),
    enableIncrementalDelivery: false,
  });
  const placeholders = new Placeholders();

  return async (request, options) => {
    const documentAST = parse(request.query);
    const operationName = operationToRun(documentAST, request.operationName);
    const variables = placeholders.fill(request.variables);
    const answer = await send({ query: request.query, operationName, variables }, { ...options, documentAST });
    if ('data' in answer) placeholders.remember(answer.data);
    return answer;
  };
}

/** GraphiQL learns the name a moment late: right after a change of tabs it still gives that of the tab before. */
function operationToRun({ definitions }: DocumentNode, given: string | null | undefined): string | null {
  const names = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [],
  );
  return names.find((name) => name === given) ?? names[0] ?? null;
}
