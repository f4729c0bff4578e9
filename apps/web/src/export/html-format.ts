import { language, t } from '../locale/locale.ts';
import { clockTime, exactTime, fullDay } from '../locale/time.ts';
import { messageParts, type MessagePart } from '../timeline/message-parts.ts';
import { noticeText } from '../timeline/notice-text.ts';
import type { TimelineItem } from '../timeline/timeline-documents.ts';
import type { Conversation } from './conversation.ts';
import type { ConversationFormat, ConversationWriter } from './conversation-format.ts';
import { HTML_STYLE, HTML_STYLE_HASH } from './html-style.ts';

/** For people: one page that needs nothing besides itself and runs nothing, in the language that the client speaks. */
export const htmlFormat: ConversationFormat = {
  extension: 'html',
  mimeType: 'text/html',
  writer: (conversation) => htmlWriter(conversation),
};

/** Where a browser would still find markup that escaped us, it may do nothing with it. */
const POLICY = `default-src 'none'; style-src '${HTML_STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser would make a line feed of it.
  '\r': '&#13;',
};

/** A text as HTML that shows just this text, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? '');

function htmlWriter(conversation: Conversation): ConversationWriter {
  let openDay: string | undefined;
  const item = (each: TimelineItem): string => {
    const at = new Date(each.createdAt);
    const day = at.toDateString();
    const row = each.__typename === 'ChatMessage' ? messageHtml(each, at) : noticeHtml(each, at);
    if (day === openDay) return row;
    const heading = `<h2>${escapeHtml(fullDay(at, language.value))}</h2>\n<ol>\n`;
    const before = openDay === undefined ? '' : '</ol>\n';
    openDay = day;
    return `${before}${heading}${row}`;
  };
  return {
    head: () => headHtml(conversation),
    items: (items) => items.map(item).join(''),
    tail: () => `${openDay === undefined ? '' : '</ol>\n'}</main>\n</body>\n</html>\n`,
  };
}

function headHtml({ title, members, exportedBy, exportedAt, itemCount }: Conversation): string {
  const names = members.map(({ user }) => `<bdi>${escapeHtml(user.handle)}</bdi>`).join(', ');
  const time = exactTime(exportedAt, language.value);
  const about = t('export.about', { handle: exportedBy.handle, time, count: itemCount });
  return `<!doctype html>
<html lang="${language.value}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<main>
<h1 dir="auto">${escapeHtml(title)}</h1>
<p>${escapeHtml(t('room.members', { count: members.length }))}: ${names}</p>
<p>${escapeHtml(about)}</p>
`;
}

const timeHtml = (createdAt: string, at: Date): string =>
  `<time datetime="${escapeHtml(createdAt)}">${escapeHtml(clockTime(at, language.value))}</time>`;

type MessageItem = Extract<TimelineItem, { __typename: 'ChatMessage' }>;
type NoticeItem = Extract<TimelineItem, { __typename: 'RoomNotice' }>;

function messageHtml({ author, createdAt, editedAt, isDeleted, text }: MessageItem, at: Date): string {
  const edited = editedAt === null || isDeleted ? '' : ` <span class="mark">${escapeHtml(t('timeline.edited'))}</span>`;
  const meta = `<p class="meta"><bdi class="author">${escapeHtml(author.handle)}</bdi> ${timeHtml(createdAt, at)}${edited}</p>`;
  const body =
    isDeleted || text === null
      ? `<p class="deleted">${escapeHtml(t('timeline.deleted'))}</p>`
      : `<p class="text" dir="auto">${messageParts(text).map(partHtml).join('')}</p>`;
  return `<li class="message">${meta}${body}</li>\n`;
}

function partHtml(part: MessagePart): string {
  const text = escapeHtml(part.text);
  if (part.kind === 'link') return `<a href="${escapeHtml(part.href)}" rel="noopener noreferrer nofollow">${text}</a>`;
  return part.kind === 'code' ? `<code>${text}</code>` : text;
}

const noticeHtml = (notice: NoticeItem, at: Date): string =>
  `<li class="notice" dir="auto">${escapeHtml(noticeText(notice))} ${timeHtml(notice.createdAt, at)}</li>\n`;
