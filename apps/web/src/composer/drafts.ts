import { inject, onScopeDispose, provide, shallowReactive, type InjectionKey } from 'vue';
import { forgetAll, onSavedElsewhere, readSaved, save } from '../browser/saved-text.ts';

/** What was begun in each room and not sent, in whichever tab. Survives a reload and a crash; each user has their own. */
export interface Drafts {
  in(roomId: string): string;
  keep(roomId: string, text: string): void;
  discard(): void;
}

const KEY: InjectionKey<Drafts> = Symbol('drafts');

export function provideDrafts(userId: string): void {
  const known = shallowReactive(new Map<string, string>());
  const prefix = `maru.draft.${userId}.`;
  const stop = onSavedElsewhere((key, text) => {
    if (key.startsWith(prefix)) known.set(key.slice(prefix.length), text ?? '');
  });
  onScopeDispose(stop);
  provide(KEY, {
    in: (roomId) => known.get(roomId) ?? readSaved('browser', prefix + roomId) ?? '',
    keep(roomId, text) {
      known.set(roomId, text);
      save('browser', prefix + roomId, text === '' ? null : text);
    },
    discard: () => forgetAll(prefix),
  });
}

export function useDrafts(): Drafts {
  const drafts = inject(KEY);
  if (!drafts) throw new Error('There are drafts only for somebody who is signed in.');
  return drafts;
}
