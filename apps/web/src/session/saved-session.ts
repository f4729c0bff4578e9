import { readSaved, save, type SavedIn } from '../browser/saved-text.ts';

/** What a browser keeps of a session: the key that is its only proof, and the name for the next time. */
export interface SavedSession {
  readonly key: string;
  readonly handle: string;
  /** Whose session it is; not known of sessions that were kept before this was. */
  readonly userId?: string;
}

const STORAGE_KEY = 'maru.session';
/** In a tab's storage: this tab uses a name of its own, which is not chosen yet. */
const NONE_YET = 'null';

/** Where this tab's session is kept: a tab with a name of its own passes over the browser's. */
export const sessionArea = (): SavedIn => (readSaved('tab', STORAGE_KEY) === null ? 'browser' : 'tab');

export const savedSession = (): SavedSession | undefined => parse(readSaved(sessionArea(), STORAGE_KEY));
/** The session of the tabs that have none of their own. */
export const browserSession = (): SavedSession | undefined => parse(readSaved('browser', STORAGE_KEY));

export const keepSession = (session: SavedSession) => save(sessionArea(), STORAGE_KEY, JSON.stringify(session));
/** Forgets this tab's session; a tab with a name of its own keeps choosing its own. */
export const forgetSession = () => save(sessionArea(), STORAGE_KEY, sessionArea() === 'tab' ? NONE_YET : null);

export const useOwnNameInTab = () => save('tab', STORAGE_KEY, NONE_YET);
export const useBrowsersName = () => save('tab', STORAGE_KEY, null);

function parse(text: string | null): SavedSession | undefined {
  try {
    const saved: unknown = JSON.parse(text ?? NONE_YET);
    return isSession(saved) ? saved : undefined;
  } catch {
    return undefined;
  }
}

const isSession = (value: unknown): value is SavedSession =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'handle' in value &&
  typeof value.handle === 'string' &&
  (!('userId' in value) || typeof value.userId === 'string');
