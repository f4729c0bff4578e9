import { describe, expect, it } from 'vitest';
import { isFewEmoji, mayBeLong, messageParts } from './message-parts.ts';

const links = (text: string) => messageParts(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []));

describe('the parts of a message', () => {
  it('are links where there are web addresses', () => {
    expect(messageParts('보세요 https://example.com/회의?a=1 여기')).toEqual([
      { kind: 'text', text: '보세요 ' },
      { kind: 'link', text: 'https://example.com/회의?a=1', href: 'https://example.com/회의?a=1' },
      { kind: 'text', text: ' 여기' },
    ]);
    expect(links('www.example.com')).toEqual(['https://www.example.com']);
  });

  it('are never links to anything but http and https', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://example.com/a file:///etc/passwd mailto:a@b.kr')).toEqual(
      [],
    );
  });

  it('are code between backticks, without links in it', () => {
    expect(messageParts('run `npm ci https://a.kr` now')).toEqual([
      { kind: 'text', text: 'run ' },
      { kind: 'code', text: 'npm ci https://a.kr' },
      { kind: 'text', text: ' now' },
    ]);
    expect(messageParts('```\nlet a;\nlet b;\n```')).toEqual([{ kind: 'code', text: 'let a;\nlet b;\n' }]);
  });

  it('keep what looks like markup as text', () => {
    expect(messageParts('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'text', text: '<img src=x onerror=alert(1)>' },
    ]);
  });
});

describe('a message', () => {
  it('of a few emoji is shown larger, any other text is not', () => {
    for (const text of ['👍', '👨‍👩‍👧 ❤️', '🇰🇷🎉', '1️⃣']) expect(isFewEmoji(text), text).toBe(true);
    for (const text of ['', '1', 'ok 👍', 'ㅋㅋ', '😀😀😀😀😀😀😀']) expect(isFewEmoji(text), text).toBe(false);
  });

  it('may have more than twelve lines where it breaks that often, or is as long on a narrow screen', () => {
    expect(mayBeLong('a\n'.repeat(11) + 'a')).toBe(false);
    expect(mayBeLong('a\n'.repeat(12) + 'a')).toBe(true);
    expect(mayBeLong('가나 '.repeat(40))).toBe(false);
    expect(mayBeLong('가나 '.repeat(60))).toBe(true);
  });
});
