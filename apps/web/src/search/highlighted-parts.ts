export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

interface Range {
  /** UTF-16 code units, as the server counts them. */
  readonly start: number;
  readonly end: number;
}

/**
 * A text cut into what was searched for and what is around it. Ranges may overlap or reach beyond the text;
 * joined, the parts are the text again.
 */
export function highlightedParts(text: string, highlights: readonly Range[]): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end } of [...highlights].sort((a, b) => a.start - b.start)) {
    const from = Math.max(at, start);
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    if (from > at) parts.push({ text: text.slice(at, from), isHit: false });
    parts.push({ text: text.slice(from, to), isHit: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isHit: false });
  return parts;
}

/** So much before the first hit is seen above it in five lines of a phone; longer beginnings are cut to less. */
const SEEN_BEFORE_HIT = 80;
const KEPT_BEFORE_HIT = 60;

/** The parts of a long text from shortly before its first hit on, so that the hit is seen without opening the message. */
export function excerpt(text: string, highlights: readonly Range[]): TextPart[] {
  const parts = highlightedParts(text, highlights);
  const [first] = parts;
  if (!first || first.isHit || first.text.length <= SEEN_BEFORE_HIT) return parts;
  // By characters, not code units: an emoji is not cut in two.
  const ending = [...first.text].slice(-KEPT_BEFORE_HIT).join('');
  return [{ text: `…${ending}`, isHit: false }, ...parts.slice(1)];
}
