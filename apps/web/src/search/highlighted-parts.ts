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

const BEFORE_HIT = 60;

/** The parts of a long text from shortly before its first hit on, so that the hit is seen in two lines. */
export function excerpt(text: string, highlights: readonly Range[]): TextPart[] {
  const parts = highlightedParts(text, highlights);
  const [first] = parts;
  if (!first || first.isHit || first.text.length <= BEFORE_HIT) return parts;
  // By characters, not code units: an emoji is not cut in two.
  const ending = [...first.text].slice(-BEFORE_HIT).join('');
  return [{ text: `…${ending}`, isHit: false }, ...parts.slice(1)];
}
