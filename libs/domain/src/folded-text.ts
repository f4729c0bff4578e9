/**
 * A text with the differences of case and width taken away, and the way back: `starts[i]` and `ends[i]` are the stretch
 * of the original that code unit `i` of `text` came from.
 */
export interface FoldedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

// What NFKC may join: a character and the marks, Hangul vowels and finals, or half-width sound marks after it.
const CLUSTERS = /[^][\p{M}\u1160-\u11FF\uD7B0-\uD7FF\uFF9E\uFF9F]*/gu;
const UNCHANGED = /^(?:[ -@[-~]|[\uAC00-\uD7A3])$/;

/** Folds cluster by cluster, so that every code unit of the result has its place in the original. */
export function foldText(original: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (const match of original.matchAll(CLUSTERS)) {
    const [cluster] = match;
    const folded = UNCHANGED.test(cluster) ? cluster : foldCluster(cluster);
    text += folded;
    while (starts.length < text.length) {
      starts.push(match.index);
      ends.push(match.index + cluster.length);
    }
  }
  return { text, starts, ends };
}

/** By way of upper case: ς and σ, ß and ss become one. */
const foldCluster = (cluster: string) => cluster.normalize('NFKC').toUpperCase().toLowerCase();
