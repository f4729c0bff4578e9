import { computed, onScopeDispose, shallowRef } from 'vue';
import type { Api } from '../graphql/api.ts';
import { failureOf, type Failure } from '../graphql/failure.ts';
import { withPage, type ResultGroup } from './result-groups.ts';
import { SearchMessages } from './search-documents.ts';

export interface Search {
  readonly text: string;
  readonly roomId: string | undefined;
}

const RESULTS_A_PAGE = 30;
const MOST_A_PAGE = 200;

/**
 * Finds messages, a page at a time. Only the latest search counts: a slower answer to an earlier one is dropped. What failed
 * for want of a connection is tried again as soon as there is one.
 */
export function useSearch(api: Api) {
  const groups = shallowRef<readonly ResultGroup[]>();
  const failure = shallowRef<Failure>();
  const isSearching = shallowRef(false);
  const next = shallowRef<string | null>(null);
  let latest: Search | undefined;

  async function load(search: Search, first: number, after: string | null): Promise<void> {
    isSearching.value = true;
    failure.value = undefined;
    try {
      const input = { text: search.text, roomId: search.roomId ?? null };
      const { edges, pageInfo } = (await api.query(SearchMessages, { input, first, after })).searchMessages;
      if (search !== latest) return;
      const page = edges.map(({ node }) => node);
      groups.value = withPage(after === null ? [] : (groups.value ?? []), page);
      next.value = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } catch (error) {
      if (search !== latest) return;
      failure.value = failureOf(error);
      if (after === null) groups.value = undefined;
    } finally {
      if (search === latest) isSearching.value = false;
    }
  }

  /** @param count how many results at once, where more than a page of them were seen before */
  async function start(search: Search, count = 0): Promise<void> {
    latest = search;
    next.value = null;
    if (search.text.trim() !== '') return load(search, Math.min(Math.max(count, RESULTS_A_PAGE), MOST_A_PAGE), null);
    groups.value = undefined;
    failure.value = undefined;
    isSearching.value = false;
  }

  async function more(): Promise<void> {
    if (latest && next.value !== null && !isSearching.value) await load(latest, RESULTS_A_PAGE, next.value);
  }

  const retry = () => (groups.value === undefined && latest ? start(latest) : more());
  onScopeDispose(api.connection.onConnected(() => void (failure.value?.code === 'NETWORK' && retry())));

  return {
    /** Undefined before the first answer. While the next search is under way, those of the one before. */
    groups,
    count: computed(() => groups.value?.reduce((sum, { results }) => sum + results.length, 0) ?? 0),
    /** Of the search, where there are no groups; else of the next page. */
    failure,
    isSearching,
    hasMore: computed(() => next.value !== null),
    start,
    more,
    retry,
  };
}
