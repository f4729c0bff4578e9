import type { estypes } from '@elastic/elasticsearch';
import { findPhrases, foldText, mergeRanges, type TextRange } from '@maru/domain';
import type { SearchDocument } from './search-documents.ts';
import { koreanName, type SearchTerm } from './search-query.ts';

/**
 * Where a hit has the terms: by their tokens, as in the embedded topology, or else by their Korean words, as Elasticsearch marked them.
 * Undefined where it does not have all of them: terms beyond a certain number or length are only looked for here.
 */
export function highlightsOf(
  hit: estypes.SearchHit<SearchDocument>,
  terms: readonly SearchTerm[],
  mark: string,
): TextRange[] | undefined {
  const folded = foldText(hit._source?.body?.text ?? '');
  const byTokens = findPhrases(
    folded,
    terms.map(({ phrase }) => phrase),
  );
  if (byTokens) return byTokens;
  const hasKorean = (term: SearchTerm) => matchedNames(hit).includes(koreanName(terms.indexOf(term)));
  const others = terms.filter(({ phrase }) => !findPhrases(folded, [phrase]));
  if (!others.every(hasKorean)) return undefined;
  const found = terms.filter((term) => !others.includes(term)).map(({ phrase }) => phrase);
  const marked = markedRanges(hit.highlight?.['body.text']?.[0] ?? '', mark);
  return mergeRanges([...(findPhrases(folded, found) ?? []), ...marked]);
}

function matchedNames({ matched_queries: names = [] }: estypes.SearchHit): readonly string[] {
  return Array.isArray(names) ? names : Object.keys(names);
}

/** A mark stands before and after each stretch. */
function markedRanges(text: string, mark: string): TextRange[] {
  let at = 0;
  return text.split(mark).flatMap((part, index) => {
    const range = { start: at, end: at + part.length };
    at = range.end;
    return index % 2 === 1 ? [range] : [];
  });
}
