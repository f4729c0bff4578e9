import type { FoldedText } from './folded-text.ts';
import { tokenize } from './text-bigrams.ts';

/** A stretch of a text, in UTF-16 code units; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the phrases stand in the original text: ascending, not overlapping. Undefined where one of them is nowhere.
 * It looks at the same tokens as the index, so that both agree on what matches.
 */
export function findPhrases(folded: FoldedText, phrases: readonly (readonly string[])[]): TextRange[] | undefined {
  const tokens = tokenize(folded.text);
  const texts = tokens.map(({ text }) => text);
  const ranges: TextRange[] = [];
  for (const phrase of phrases) {
    const last = phrase.length - 1;
    const lastText = phrase[last] ?? '';
    const firsts = texts.flatMap((_, at) => (standsAt(texts, at, phrase, lastText) ? [at] : []));
    if (firsts.length === 0) return undefined;
    for (const first of firsts) {
      const start = folded.starts[tokens[first]?.at ?? 0] ?? 0;
      const end = folded.ends[(tokens[first + last]?.at ?? 0) + lastText.length - 1] ?? start;
      ranges.push({ start, end });
    }
  }
  return mergeRanges(ranges);
}

function standsAt(texts: readonly string[], at: number, phrase: readonly string[], lastText: string): boolean {
  const last = phrase.length - 1;
  for (let i = 0; i < last; i++) if (texts[at + i] !== phrase[i]) return false;
  return texts[at + last]?.startsWith(lastText) ?? false;
}

/** The same stretches, ascending and not overlapping. */
export function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start < last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}
