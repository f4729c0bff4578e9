import { expect, it } from 'vitest';
import { matchesTitle } from './match-title.ts';

it('finds a part of a title, in whatever case and form', () => {
  expect(matchesTitle('Release 2.0', 'lease')).toBe(true);
  expect(matchesTitle('Release 2.0', ' RELEASE ')).toBe(true);
  expect(matchesTitle('Release 2.0', 'please')).toBe(false);
  expect(matchesTitle('점심 모임', '점심'.normalize('NFD'))).toBe(true);
  expect(matchesTitle('점심 모임', '')).toBe(true);
});

it('keeps a Korean title in view while its syllables are being composed', () => {
  for (const typed of ['ㅈ', '저', '점', '점ㅅ', '점시', '점심'])
    expect(matchesTitle('점심 모임', typed), typed).toBe(true);
  for (const typed of ['ㅎ', '하', '한', '하나']) expect(matchesTitle('하나', typed), typed).toBe(true);
  for (const typed of ['다', '달', '닭', '달가', '달갈']) expect(matchesTitle('달갈', typed), typed).toBe(true);
  expect(matchesTitle('점심 모임', '점수')).toBe(false);
});

it('finds a title by its first consonants', () => {
  expect(matchesTitle('점심 모임', 'ㅈㅅ')).toBe(true);
  expect(matchesTitle('점심 모임', 'ㅁㅇ')).toBe(true);
  expect(matchesTitle('점심 모임', 'ㅅㅈ')).toBe(false);
});
