import { Client, errors } from '@elastic/elasticsearch';
import { unavailable } from './unavailable.ts';

/** A client that gives up on a request after 10 s. It repeats what failed on the way: every write of ours may be done twice. */
export function openElasticsearch(url: string): Client {
  return new Client({ node: url, requestTimeout: 10_000, maxRetries: 2 });
}

/** Too busy, not up yet, or not set up: it does not let us in, or nobody made the index. */
const PASSING = [401, 403, 404, 429, 502, 503, 504];

/** @throws ChatError UNAVAILABLE in place of errors that pass: Elasticsearch cannot be reached, or refuses whatever it is asked */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isPassing(error) ? unavailable(withoutRequest(error)) : withoutRequest(error);
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return PASSING.includes(error.statusCode ?? 0);
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  );
}

/** Errors of the client carry the request that failed, and that has texts of messages: no log is to have them. */
function withoutRequest(error: unknown): unknown {
  return error instanceof errors.ElasticsearchClientError ? new Error(`${error.name}: ${error.message}`) : error;
}
