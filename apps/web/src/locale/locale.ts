import { ref } from 'vue';
import { readSaved, save } from '../browser/saved-text.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';
import { fillPhrase, type Catalogue, type PhraseArguments, type PhraseKey } from './phrase.ts';

const CATALOGUES = { ko, en } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof CATALOGUES;

const STORAGE_KEY = 'maru.language';
const isLanguage = (text: string | null | undefined): text is Language => text === 'ko' || text === 'en';

/** What the user chose, else the first of the browser's languages that we speak, else English. */
function initialLanguage(): Language {
  const chosen = readSaved('browser', STORAGE_KEY);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

/** The language that the client speaks now. */
export const language = ref<Language>(initialLanguage());

export function switchLanguage(): void {
  language.value = language.value === 'ko' ? 'en' : 'ko';
  save('browser', STORAGE_KEY, language.value);
}

/** Says something in the present language. */
export function t<Key extends PhraseKey>(key: Key, ...[params]: PhraseArguments<Key>): string {
  return fillPhrase(CATALOGUES[language.value][key], params ?? {}, language.value);
}
