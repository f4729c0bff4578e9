import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { ko } from './ko.ts';
import { fillPhrase, type Phrase } from './phrase.ts';

const forms = (phrase: Phrase) => (typeof phrase === 'string' ? [phrase] : Object.values(phrase));
const placeholders = (phrase: Phrase) =>
  forms(phrase).map((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
const all = [...Object.entries<Phrase>(ko), ...Object.entries<Phrase>(en)];

describe('the phrases', () => {
  it('are the same ones in Korean and in English', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ko).sort());
  });

  it('take the same parameters in both languages and in all plural forms', () => {
    for (const [key, phrase] of Object.entries<Phrase>(ko)) {
      const [expected] = placeholders(phrase);
      for (const found of [...placeholders(phrase), ...placeholders(en[key as keyof typeof en])])
        expect(found, key).toEqual(expected);
    }
  });

  it('do not shout', () => {
    expect(all.filter(([, phrase]) => forms(phrase).some((form) => /[!！]/.test(form)))).toEqual([]);
  });

  it('are all there', () => {
    expect(all.filter(([, phrase]) => forms(phrase).some((form) => form.trim() === ''))).toEqual([]);
  });
});

describe('filling a phrase', () => {
  it('chooses the plural form of the language', () => {
    expect(fillPhrase(en['room.members'], { count: 1 }, 'en')).toBe('1 member');
    expect(fillPhrase(en['room.members'], { count: 2 }, 'en')).toBe('2 members');
    expect(fillPhrase(ko['room.members'], { count: 1 }, 'ko')).toBe('멤버 1명');
  });

  it('writes numbers as the language does, and texts as they are', () => {
    expect(fillPhrase('{count} of {name}', { count: 12_345, name: '$& {count}' }, 'en')).toBe('12,345 of $& {count}');
  });
});
