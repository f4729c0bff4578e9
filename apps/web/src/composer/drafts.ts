import { inject, provide, shallowReactive, type InjectionKey } from 'vue';
import { readSaved, save } from '../browser/saved-text.ts';

/** What was begun in each room and not sent. Survives a reload; each user has their own. */
export interface Drafts {
  in(roomId: string): string;
  keep(roomId: string, text: string): void;
}

const KEY: InjectionKey<Drafts> = Symbol('drafts');

export function provideDrafts(userId: string): void {
  const known = shallowReactive(new Map<string, string>());
  const storageKey = (roomId: string) => `maru.draft.${userId}.${roomId}`;
  provide(KEY, {
    in: (roomId) => known.get(roomId) ?? readSaved('browser', storageKey(roomId)) ?? '',
    keep(roomId, text) {
      known.set(roomId, text);
      save('browser', storageKey(roomId), text === '' ? null : text);
    },
  });
}

export function useDrafts(): Drafts {
  const drafts = inject(KEY);
  if (!drafts) throw new Error('There are drafts only for somebody who is signed in.');
  return drafts;
}
