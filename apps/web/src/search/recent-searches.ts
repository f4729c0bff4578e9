import { readonly, ref } from 'vue';
import { readSaved, save } from '../browser/saved-text.ts';

const KEPT = 8;

/** The latest first, each once, whatever its case. */
export function withRecent(recent: readonly string[], text: string): string[] {
  const key = (each: string) => each.normalize('NFC').toLocaleLowerCase();
  return [text, ...recent.filter((each) => key(each) !== key(text))].slice(0, KEPT);
}

const keyOf = (userId: string) => `maru.searches.${userId}`;

export const forgetSearches = (userId: string) => save('browser', keyOf(userId), null);

/** What a user searched for lately. Kept in this browser only, until they sign out. */
export function useRecentSearches(userId: string) {
  const storageKey = keyOf(userId);
  const recent = ref(parse(readSaved('browser', storageKey)));
  const keep = (texts: readonly string[]) => {
    recent.value = [...texts];
    save('browser', storageKey, texts.length === 0 ? null : JSON.stringify(texts));
  };
  return {
    recent: readonly(recent),
    remember: (text: string) => {
      const words = text.trim();
      // As it is kept now: another tab may have searched meanwhile.
      if (words !== '') keep(withRecent(parse(readSaved('browser', storageKey)), words));
    },
    clear: () => keep([]),
  };
}

function parse(text: string | null): string[] {
  try {
    const texts: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(texts) ? texts.filter((each) => typeof each === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}
