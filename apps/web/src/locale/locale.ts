import { savedChoice } from '../browser/saved-choice.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';
import { fillPhrase, type Catalogue, type PhraseArguments, type PhraseKey } from './phrase.ts';

const CATALOGUES = { ko, en } as const satisfies Record<string, Catalogue>;
export const LANGUAGES = ['ko', 'en'] as const satisfies readonly (keyof typeof CATALOGUES)[];
export type Language = (typeof LANGUAGES)[number];

/** The first of the browser's languages that we speak, else English. */
function usualLanguage(): Language {
  const tags = navigator.languages.map((tag) => tag.split('-')[0]);
  return tags.flatMap((tag) => LANGUAGES.find((each) => each === tag) ?? [])[0] ?? 'en';
}

/** The language that the client speaks now. */
export const language = savedChoice('maru.language', LANGUAGES, usualLanguage());

export function switchLanguage(): void {
  language.value = language.value === 'ko' ? 'en' : 'ko';
}

/** Says something in the present language. */
export function t<Key extends PhraseKey>(key: Key, ...[params]: PhraseArguments<Key>): string {
  return fillPhrase(CATALOGUES[language.value][key], params ?? {}, language.value);
}
