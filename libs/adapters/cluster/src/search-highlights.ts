import type { estypes } from '@elastic/elasticsearch';
import { findPhrases, foldText, mergeRanges, type FoldedText, type TextRange } from '@maru/domain';
import type { SearchDocument } from './search-documents.ts';
import { koreanName, type SearchTerm } from './search-query.ts';

/**
 * Where a hit has the terms: by their tokens, as in the embedded topology; of a term that it has by its Korean words alone, the
 * parts that stand there as they were typed, its beginning at least.
 * Undefined where it does not have all of them: terms beyond a certain number or length are only looked for here.
 */
export function highlightsOf(
  hit: estypes.SearchHit<SearchDocument>,
  terms: readonly SearchTerm[],
): TextRange[] | undefined {
  const folded = foldText(hit._source?.body?.text ?? '');
  const whole = findPhrases(
    folded,
    terms.map(({ phrase }) => phrase),
  );
  if (whole) return whole;
  const korean = matchedNames(hit);
  const ranges = terms.map((term, index) => {
    const byTokens = findPhrases(folded, [term.phrase]);
    return byTokens ?? (korean.includes(koreanName(index)) ? partsOf(term, folded) : undefined);
  });
  return ranges.every((found) => found !== undefined) ? mergeRanges(ranges.flat()) : undefined;
}

const partsOf = ({ phrase }: SearchTerm, folded: FoldedText): TextRange[] =>
  phrase.flatMap((token) => findPhrases(folded, [[token]]) ?? []);

function matchedNames({ matched_queries: names = [] }: estypes.SearchHit): readonly string[] {
  return Array.isArray(names) ? names : Object.keys(names);
}
