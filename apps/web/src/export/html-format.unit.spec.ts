import { beforeEach, describe, expect, it, vi } from 'vitest';
import { language } from '../locale/locale.ts';
import { conversation, HOSTILE_TEXTS } from '../testing/conversations.ts';
import { instant, message, mina, notice } from '../testing/samples.ts';
import type { TimelineItem } from '../timeline/timeline-documents.ts';
import type { Conversation } from './conversation.ts';
import { htmlFormat } from './html-format.ts';
import { HTML_STYLE, HTML_STYLE_HASH } from './html-style.ts';

vi.hoisted(() => {
  vi.stubGlobal('navigator', { languages: ['en-US'] });
  vi.stubGlobal('window', new EventTarget());
});

function written(pages: readonly (readonly TimelineItem[])[], change: Partial<Conversation> = {}): string {
  const writer = htmlFormat.writer(conversation(change));
  return [writer.head(), ...pages.map((page) => writer.items(page)), writer.tail()].join('');
}

const OUR_TAGS =
  /^<(?:!doctype html|\/?(?:html|head|title|style|body|main|h1|h2|p|ol|li|bdi|time|span|code|a)|(?:meta|html|h1|p|li|bdi|time|span|a)(?: [a-z-]+="[^"<>]*")+)>$/;
const tags = (html: string) => html.match(/<[^>]*>/g) ?? [];
const textOf = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&(lt|gt|quot|#39|#13|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", '#13': '\r', amp: '&' };

describe('a conversation as HTML', () => {
  beforeEach(() => {
    language.value = 'en';
  });

  it('has no markup but its own, and every character, whatever was said, by whom, in which room', () => {
    for (const hostile of HOSTILE_TEXTS) {
      const author = { id: 'u1', handle: hostile };
      const item = message(1, { text: hostile, author });
      const html = written([[item, notice(2, { user: author })]], { title: hostile, exportedBy: author });
      expect(tags(html).filter((tag) => !OUR_TAGS.test(tag))).toEqual([]);
      expect(textOf(/<p class="text" dir="auto">([^]*?)<\/p>/.exec(html)?.[1] ?? '')).toBe(hostile);
      expect(textOf(/<title>([^]*?)<\/title>/.exec(html)?.[1] ?? '')).toBe(hostile);
    }
  });

  it('makes links of web addresses only', () => {
    const text = 'see https://example.com/?a=1&b="2" or javascript:alert(1)';
    const links = [...written([[message(1, { text })]]).matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toHaveLength(1);
    expect(links[0]).toMatch(/^https:\/\/example\.com\/\?a=1&amp;b=/);
  });

  it('marks what was edited and what was deleted, and says the notices', () => {
    const html = written([
      [
        notice(1, { kind: 'ROOM_CREATED' }),
        notice(2, { actor: mina }),
        message(3, { editedAt: instant(9) }),
        message(4, { text: null, isDeleted: true, editedAt: instant(9) }),
      ],
    ]);
    expect(html).toContain('Jun created the room.');
    expect(html).toContain('미나 invited Jun.');
    expect(html.match(/<span class="mark">edited<\/span>/g)).toHaveLength(1);
    expect(html).toContain('This message was deleted.');
  });

  it('has one heading a day, also across pages', () => {
    const day = 24 * 60;
    const html = written([[message(1), message(2)], [message(3), message(4, { createdAt: instant(day) })], []]);
    expect(html.match(/<h2>/g)).toHaveLength(2);
    expect(html.match(/<ol>/g)).toHaveLength(2);
    expect(html.match(/<\/ol>/g)).toHaveLength(2);
    expect(written([]).match(/<\/?ol>/g)).toBeNull();
  });

  it('speaks the language of the client', () => {
    language.value = 'ko';
    const html = written([[notice(1, { kind: 'ROOM_CREATED' })]], { itemCount: 1 });
    expect(html).toContain('<html lang="ko">');
    expect(html).toContain('Jun님이 방을 만들었어요.');
    expect(html).toContain('메시지와 알림이 모두 1개예요.');
  });

  it('forbids everything but its own style', async () => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(HTML_STYLE));
    const hash = `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
    expect(HTML_STYLE_HASH).toBe(hash);
    const policy = `default-src 'none'; style-src '${hash}'; base-uri 'none'; form-action 'none'`;
    expect(written([])).toContain(
      `<meta http-equiv="Content-Security-Policy" content="${policy.replaceAll("'", '&#39;')}">`,
    );
  });
});
