import { describe, expect, it } from 'vitest';
import { normalizeHandle } from './handle.ts';

describe('a handle', () => {
  it('has one form: NFC, trimmed', () => {
    expect(normalizeHandle('  지민 ')).toBe('지민');
    expect(normalizeHandle('지민')).toBe('지민');
    expect(normalizeHandle('e\u0301')).toBe('\u00e9');
  });

  it('counts code points, after normalisation: 32 fit', () => {
    expect(normalizeHandle('😀'.repeat(32))).toBe('😀'.repeat(32));
    expect(normalizeHandle('각'.repeat(32))).toBe('각'.repeat(32));
    expect(() => normalizeHandle('a'.repeat(33))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it.each([
    '',
    '   ',
    'a\u0000b',
    'a\nb',
    'a\u061cb',
    'a\u200bb',
    'a\u200fb',
    'a\u202eb',
    'a\u2060b',
    'a\u2066b',
    'a\ufeffb',
    'a\ud800b',
    'System',
    'NULL',
    ' undefined ',
  ])('is refused: %j', (text) => {
    expect(() => normalizeHandle(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
