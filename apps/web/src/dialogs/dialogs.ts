import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { User } from '../graphql/fragments.ts';
import type { Room } from '../rooms/room-documents.ts';

/** What a dialog asks about, or shows. */
export type OpenDialog =
  | { readonly kind: 'new-room'; readonly picked: readonly User[] }
  | { readonly kind: 'invite'; readonly room: Room }
  | { readonly kind: 'leave'; readonly room: Room }
  | { readonly kind: 'export'; readonly room: Room }
  | { readonly kind: 'settings' | 'shortcuts' | 'sign-out' };

export interface Dialogs {
  readonly current: Readonly<ShallowRef<OpenDialog | undefined>>;
  readonly open: (dialog: OpenDialog) => void;
  readonly close: () => void;
}

const KEY: InjectionKey<Dialogs> = Symbol('dialogs');

export function provideDialogs(): Dialogs {
  const current = shallowRef<OpenDialog>();
  const dialogs: Dialogs = {
    current,
    open: (dialog) => (current.value = dialog),
    close: () => (current.value = undefined),
  };
  provide(KEY, dialogs);
  return dialogs;
}

export function useDialogs(): Dialogs {
  const dialogs = inject(KEY);
  if (!dialogs) throw new Error('There are dialogs only for somebody who is signed in.');
  return dialogs;
}
