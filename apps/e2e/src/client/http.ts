import type { GraphQLAnswer } from './operation.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: GraphQLAnswer;
}

export type RequestHeaders = Readonly<Record<string, string>>;

/** `POST /graphql` with a JSON body. Rejects where there is no HTTP answer at all. */
export async function postGraphQL(url: string, request: unknown, headers: RequestHeaders = {}): Promise<HttpAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  try {
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as GraphQLAnswer };
  } catch {
    throw new Error(`HTTP ${response.status} without a JSON body: ${text.slice(0, 500)}`);
  }
}
