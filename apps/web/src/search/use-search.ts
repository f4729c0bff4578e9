import { shallowRef } from 'vue';
import type { Api } from '../graphql/api.ts';
import { failureOf, type Failure } from '../graphql/failure.ts';
import { SearchMessages, type SearchConnection, type SearchResult } from './search-documents.ts';

export interface Search {
  readonly text: string;
  readonly roomId: string | undefined;
}

/** Finds messages, a page at a time. Only the latest search counts: a slower answer to an earlier one is dropped. */
export function useSearch(api: Api) {
  const results = shallowRef<readonly SearchResult[]>();
  const failure = shallowRef<Failure>();
  const isSearching = shallowRef(false);
  const next = shallowRef<string | null>(null);
  let latest: Search | undefined;

  async function load(search: Search, after: string | null): Promise<void> {
    isSearching.value = true;
    failure.value = undefined;
    try {
      const input = { text: search.text, roomId: search.roomId ?? null };
      const { searchMessages } = await api.query(SearchMessages, { input, after });
      if (search === latest) show(searchMessages, after === null ? [] : (results.value ?? []));
    } catch (error) {
      if (search === latest) failure.value = failureOf(error);
    } finally {
      if (search === latest) isSearching.value = false;
    }
  }

  function show({ edges, pageInfo }: SearchConnection, before: readonly SearchResult[]): void {
    results.value = [...before, ...edges.map(({ node }) => node)];
    next.value = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }

  return {
    /** Undefined before the first answer. */
    results,
    failure,
    isSearching,
    /** Where the next page starts; null where there is none. */
    next,
    start: async (search: Search): Promise<void> => {
      latest = search;
      next.value = null;
      if (search.text.trim() !== '') return load(search, null);
      results.value = undefined;
      failure.value = undefined;
      isSearching.value = false;
    },
    more: async (): Promise<void> => {
      if (latest && next.value !== null && !isSearching.value) await load(latest, next.value);
    },
  };
}
