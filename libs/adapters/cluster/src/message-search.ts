import type { Client, estypes } from '@elastic/elasticsearch';
import type { MessageSearch, SearchHit, SearchPage, SearchQuery } from '@maru/chat';
import { decodeSearchCursor, encodeSearchCursor, type Message } from '@maru/domain';
import { bulkIndex } from './bulk-index.ts';
import { orUnavailable } from './elasticsearch-client.ts';
import { withoutLost, type ReadEpochs } from './lost-items.ts';
import { messageOf, type SearchDocument } from './search-documents.ts';
import { highlightsOf } from './search-highlights.ts';
import type { SearchIndex } from './search-index.ts';
import { searchRequest, searchTerms, type SearchRequest } from './search-query.ts';

/** Full text in Elasticsearch. */
export class ClusterMessageSearch implements MessageSearch {
  readonly #client: Client;
  readonly #index: SearchIndex;
  readonly #readEpochs: ReadEpochs;

  constructor(client: Client, index: SearchIndex, readEpochs: ReadEpochs) {
    this.#client = client;
    this.#index = index;
    this.#readEpochs = readEpochs;
  }

  index(messages: readonly Message[]): Promise<void> {
    return orUnavailable(bulkIndex(this.#client, this.#index, messages));
  }

  async search({ roomIds, text, limit, after }: SearchQuery): Promise<SearchPage> {
    const place = after === undefined ? undefined : decodeSearchCursor(after);
    const terms = searchTerms(text);
    if (terms.length === 0 || roomIds.length === 0) return { hits: [], next: null };
    const request = { alias: this.#index.readAlias, roomIds, terms, after: place };
    const found = await orUnavailable(this.#collect(request, limit + 1));
    const hits = found.slice(0, limit);
    const last = hits.at(-1);
    return { hits, next: last && found.length > limit ? encodeSearchCursor(last.message) : null };
  }

  /** The first `wanted` hits. What Elasticsearch finds is looked at once more, so that it may take more than one request. */
  async #collect(request: Omit<SearchRequest, 'size'>, wanted: number): Promise<SearchHit[]> {
    const hits: SearchHit[] = [];
    let { after } = request;
    for (;;) {
      const answer = await this.#client.search<SearchDocument>(searchRequest({ ...request, after, size: wanted }));
      const found = answer.hits.hits;
      hits.push(...(await this.#shown(found.flatMap((hit) => hitOf(hit, request)))));
      if (hits.length >= wanted || found.length < wanted) return hits.slice(0, wanted);
      after = found.at(-1)?._source;
    }
  }

  /** Without messages that a lost epoch took along: the index may have seen them before. */
  async #shown(hits: readonly SearchHit[]): Promise<SearchHit[]> {
    const kept = new Set(
      await withoutLost(
        hits.map(({ message }) => message),
        this.#readEpochs,
      ),
    );
    return hits.filter(({ message }) => kept.has(message));
  }
}

function hitOf(hit: estypes.SearchHit<SearchDocument>, { terms }: Pick<SearchRequest, 'terms'>): SearchHit[] {
  const highlights = highlightsOf(hit, terms);
  return hit._source && highlights ? [{ message: messageOf(hit._source), highlights }] : [];
}
