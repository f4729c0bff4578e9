import { expect, it } from 'vitest';
import { foldText } from './folded-text.ts';
import { findPhrases, mergeRanges } from './highlights.ts';
import { queryPhrases } from './text-bigrams.ts';

const marked = (text: string, query: string) =>
  findPhrases(foldText(text), queryPhrases(foldText(query).text))?.map(({ start, end }) => text.slice(start, end));

it.each([
  ['👋🏽 ＨＥＬＬＯ hello', 'hel', ['ＨＥＬ', 'hel']],
  ['ﬁnal', 'fi', ['ﬁ']],
  ['회의실 예약', '의실 예', ['의실', '예']],
  ['한글 메시지'.normalize('NFD'), '메시', ['메시'.normalize('NFD')]],
])('in %j, %j stands where it is in the original', (text, query, expected) => {
  expect(marked(text, query)).toEqual(expected);
});

it('a text that lacks one of the phrases has none of them', () => {
  expect(marked('회의 시간', '회의 장소')).toBeUndefined();
});

it('stretches that overlap become one, in the order of the text', () => {
  const ranges = [
    { start: 6, end: 8 },
    { start: 0, end: 2 },
    { start: 1, end: 4 },
    { start: 4, end: 5 },
  ];
  expect(mergeRanges(ranges)).toEqual([
    { start: 0, end: 4 },
    { start: 4, end: 5 },
    { start: 6, end: 8 },
  ]);
});
