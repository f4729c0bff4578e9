import type { estypes } from '@elastic/elasticsearch';
import { foldText, queryPhrases, type SearchPlace } from '@maru/domain';
import { MAX_TOKEN_LENGTH } from './search-documents.ts';

type Query = estypes.QueryDslQueryContainer;

/** What stands together in a query: it is found by its tokens, or by its Korean words. */
export interface SearchTerm {
  readonly text: string;
  readonly phrase: readonly string[];
}

/** Bounds what one query can ask of Elasticsearch; whoever reads the results looks at the whole terms. */
const MAX_TERMS = 64;
const MAX_PHRASE_TOKENS = 64;
const MAX_KOREAN_LENGTH = 64;
/** Slop of 1: a particle may stand between two words, and no word is found before its predecessor. */
const PARTICLE_BETWEEN = 1;

const TOGETHER = /[\p{L}\p{N}\p{M}]+/gu;
const KOREAN = /[\p{scx=Hangul}\p{scx=Han}]/u;

/** The terms of a text that somebody searches for, distinct. Anything but letters and digits separates. */
export function searchTerms(text: string): SearchTerm[] {
  const words = new Set(foldText(text).text.match(TOGETHER));
  return [...words].flatMap((word) => queryPhrases(word).map((phrase) => ({ text: word, phrase })));
}

/** The name under which Elasticsearch tells that a hit has a term's Korean words. */
export const koreanName = (index: number): string => `korean-${index}`;

export interface SearchRequest {
  readonly alias: string;
  readonly roomIds: readonly string[];
  readonly terms: readonly SearchTerm[];
  readonly after: SearchPlace | undefined;
  readonly size: number;
}

/** Newest first, in these rooms only, with every term. */
export function searchRequest({ alias, roomIds, terms, after, size }: SearchRequest): estypes.SearchRequest {
  const asked = terms.slice(0, MAX_TERMS);
  return {
    index: alias,
    query: { bool: { filter: [{ terms: { roomId: [...roomIds] } }, ...asked.map(termClause)] } },
    sort: [{ createdAt: 'desc' }, { seq: 'desc' }, { id: 'desc' }],
    ...(after ? { search_after: [after.createdAt, after.seq, after.id] } : {}),
    size,
    track_total_hits: false,
    allow_partial_search_results: false,
  };
}

/** A word of two syllables is a token already. */
const isKorean = ({ text, phrase }: SearchTerm) =>
  phrase.length > 1 && text.length <= MAX_KOREAN_LENGTH && KOREAN.test(text);

function termClause(term: SearchTerm, index: number): Query {
  if (!isKorean(term)) return tokenClause(term);
  const [beginning = ''] = term.phrase;
  // Of one syllable, a stem says too little: 합니다 would find every 하다. What begins alike is meant.
  const korean = { bool: { must: [koreanWords(term), { term: { tokens: beginning } }], _name: koreanName(index) } };
  return { bool: { should: [tokenClause(term), korean], minimum_should_match: 1 } };
}

const koreanWords = ({ text }: SearchTerm): Query => ({
  match_phrase: { 'body.text': { query: text, slop: PARTICLE_BETWEEN } },
});

/** The tokens in sequence, the last one being a beginning. */
function tokenClause({ phrase }: SearchTerm): Query {
  const tokens = phrase.slice(0, MAX_PHRASE_TOKENS).map((token) => token.slice(0, MAX_TOKEN_LENGTH));
  const [only = ''] = tokens;
  if (tokens.length === 1) return { prefix: { tokens: only } };
  return { match_phrase_prefix: { tokens: { query: tokens.join(' '), max_expansions: 1_000 } } };
}
