import { Client, errors } from '@elastic/elasticsearch';
import { unavailable } from './unavailable.ts';

/** A client that gives up on a request after 10 s. It repeats what failed on the way: every write of ours may be done twice. */
export function openElasticsearch(url: string): Client {
  return new Client({ node: url, requestTimeout: 10_000, maxRetries: 2 });
}

/** @throws ChatError UNAVAILABLE in place of errors that pass: Elasticsearch cannot be reached, or is too busy */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isPassing(error) ? unavailable(error) : error;
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return [429, 502, 503, 504].includes(error.statusCode ?? 0);
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  );
}
