import { find } from 'linkifyjs';

/** A message's text in parts: what is shown as a link, as code, or as it is. Always text, never HTML. */
export type MessagePart =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const CODE = /```\n?([^]+?)```|`([^`\n]+)`/g;

export function messageParts(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const match of text.matchAll(CODE)) {
    parts.push(...withLinks(text.slice(end, match.index)));
    parts.push({ kind: 'code', text: match[1] ?? match[2] ?? '' });
    end = match.index + match[0].length;
  }
  return [...parts, ...withLinks(text.slice(end))];
}

function withLinks(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const { start, end: stop, value, href } of find(text, 'url', { defaultProtocol: 'https' })) {
    if (!isWebAddress(href)) continue;
    if (start > end) parts.push({ kind: 'text', text: text.slice(end, start) });
    parts.push({ kind: 'link', text: value, href });
    end = stop;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function isWebAddress(href: string): boolean {
  return URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
}

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)/u;
const FEW = 6;

/** Whether a message is a few emoji and nothing else: shown larger. */
export function isFewEmoji(text: string): boolean {
  if (text.length > 100) return false;
  const characters = [...new Intl.Segmenter().segment(text.replace(/\s/g, ''))];
  return characters.length > 0 && characters.length <= FEW && characters.every(({ segment }) => EMOJI.test(segment));
}

const FOLDED_LINES = 12;
/** The width of a line decides; one on a narrow phone has at least so many characters. */
const SHORTEST_LINE = 12;

/** Whether a message may have more than the 12 lines at which it is folded, so that it does not fill the timeline by itself. */
export const mayBeLong = (text: string): boolean =>
  text.length > FOLDED_LINES * SHORTEST_LINE || text.split('\n', FOLDED_LINES + 1).length > FOLDED_LINES;
