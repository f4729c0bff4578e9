import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { User } from '../graphql/fragments.ts';
import type { Room } from './room-documents.ts';

/** What a dialog asks about. */
export type RoomDialog =
  | { readonly kind: 'new-room'; readonly picked: readonly User[] }
  | { readonly kind: 'invite'; readonly room: Room }
  | { readonly kind: 'leave'; readonly room: Room };

export interface Dialogs {
  readonly current: Readonly<ShallowRef<RoomDialog | undefined>>;
  readonly open: (dialog: RoomDialog) => void;
  readonly close: () => void;
}

const KEY: InjectionKey<Dialogs> = Symbol('dialogs');

export function provideDialogs(): void {
  const current = shallowRef<RoomDialog>();
  provide(KEY, {
    current,
    open: (dialog) => (current.value = dialog),
    close: () => (current.value = undefined),
  });
}

export function useDialogs(): Dialogs {
  const dialogs = inject(KEY);
  if (!dialogs) throw new Error('There are dialogs only for somebody who is signed in.');
  return dialogs;
}
