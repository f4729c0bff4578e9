import { describe, expect, it } from 'vitest';
import { foldText } from './folded-text.ts';
import { queryPhrases, tokenize } from './text-bigrams.ts';

const tokens = (text: string) => tokenize(foldText(text).text).map((token) => token.text);

describe('a text is cut into', () => {
  it.each([
    ['words, folded in case and width', 'Hello ＷＯＲＬＤ, v1!', ['hello', 'world', 'v1']],
    ['pairs of CJK characters, and the last one of a run', '회의실 예약', ['회의', '의실', '실', '예약', '약']],
    ['both where they touch', 'API문서', ['api', '문서', '서']],
    ['pairs of characters beyond the basic plane', '𠮷野家', ['𠮷野', '野家', '家']],
    [
      'composed syllables and full-width Katakana',
      `${'한글'.normalize('NFD')} ｶﾞｲﾄﾞ`,
      ['한글', '글', 'ガイ', 'イド', 'ド'],
    ],
    ['nothing where there are no words', '!? — 👋🏽', []],
  ])('%s', (_, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});

describe('a query asks for', () => {
  it.each([
    ['sequences of what stands together, without what says nothing more', 'API문서 회의', [['api', '문서'], ['회의']]],
    ['a single character as a beginning', '회', [['회']]],
    ['what is repeated once', '회의 회의', [['회의']]],
    ['nothing where there are no words', '"*" !', []],
  ])('%s', (_, text, expected) => {
    expect(queryPhrases(foldText(text).text)).toEqual(expected);
  });
});
