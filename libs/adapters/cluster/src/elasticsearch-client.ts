import { Client } from '@elastic/elasticsearch';

/** A client that gives up on a request after 10 s. It repeats what failed on the way: every write of ours may be done twice. */
export function openElasticsearch(url: string): Client {
  return new Client({ node: url, requestTimeout: 10_000, maxRetries: 2 });
}
