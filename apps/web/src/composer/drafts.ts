import { inject, onScopeDispose, provide, shallowReactive, type InjectionKey } from 'vue';
import { forgetAll, onSavedElsewhere, readSaved, save } from '../browser/saved-text.ts';

/** What was begun in each room and not sent, in whichever tab. Survives a reload and a crash; each user has their own. */
export interface Drafts {
  in(roomId: string): string;
  keep(roomId: string, text: string): void;
  discard(): void;
}

const KEY: InjectionKey<Drafts> = Symbol('drafts');

export function provideDrafts(userId: string, outboxKept: () => Promise<void>): void {
  const known = shallowReactive(new Map<string, string>());
  const prefix = prefixOf(userId);
  const stop = onSavedElsewhere((key, text) => {
    if (key.startsWith(prefix)) known.set(key.slice(prefix.length), text ?? '');
  });
  onScopeDispose(stop);
  provide(KEY, createDrafts(userId, known, outboxKept));
}

const prefixOf = (userId: string) => `maru.draft.${userId}.`;

/**
 * @param known drafts as they are in this page, by room
 * @param outboxKept resolves when what was sent so far is kept: should the page crash before, its draft is there yet
 */
export function createDrafts(userId: string, known: Map<string, string>, outboxKept: () => Promise<void>): Drafts {
  const prefix = prefixOf(userId);
  async function forget(roomId: string): Promise<void> {
    await outboxKept();
    if (known.get(roomId) === '') save('browser', prefix + roomId, null);
  }
  return {
    in: (roomId) => known.get(roomId) ?? readSaved('browser', prefix + roomId) ?? '',
    keep(roomId, text) {
      known.set(roomId, text);
      if (text === '') void forget(roomId);
      else save('browser', prefix + roomId, text);
    },
    discard: () => forgetAll(prefix),
  };
}

export function useDrafts(): Drafts {
  const drafts = inject(KEY);
  if (!drafts) throw new Error('There are drafts only for somebody who is signed in.');
  return drafts;
}
