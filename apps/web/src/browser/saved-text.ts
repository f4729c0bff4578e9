/** Where a text is kept: `browser` outlives the tab and is seen by all of them, `tab` is this tab's own and survives a reload. */
export type SavedIn = 'browser' | 'tab';

// Where storage is forbidden (some embedded frames), texts live as long as the page.
const memory = new Map<string, string>();

function storage(area: SavedIn): Storage | undefined {
  try {
    return area === 'browser' ? window.localStorage : window.sessionStorage;
  } catch {
    return undefined;
  }
}

export function readSaved(area: SavedIn, key: string): string | null {
  return storage(area)?.getItem(key) ?? memory.get(`${area}:${key}`) ?? null;
}

/** Keeps a text; null forgets it. A full storage is no error: the text then lives as long as the page. */
export function save(area: SavedIn, key: string, text: string | null): void {
  memory.delete(`${area}:${key}`);
  try {
    if (text === null) storage(area)?.removeItem(key);
    else (storage(area) ?? refuse()).setItem(key, text);
  } catch {
    if (text !== null) memory.set(`${area}:${key}`, text);
  }
}

/** Forgets every text that is kept in the browser under a key that begins so. */
export function forgetAll(prefix: string): void {
  for (const key of Object.keys(storage('browser') ?? {})) if (key.startsWith(prefix)) save('browser', key, null);
  for (const key of memory.keys()) if (key.startsWith(`browser:${prefix}`)) memory.delete(key);
}

/** Tells of texts that other tabs keep or forget (null). @returns what stops it */
export function onSavedElsewhere(listener: (key: string, text: string | null) => void): () => void {
  const hear = ({ key, newValue, storageArea }: StorageEvent) => {
    if (key !== null && storageArea === storage('browser')) listener(key, newValue);
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}

function refuse(): never {
  throw new Error('This browser keeps nothing for us.');
}
