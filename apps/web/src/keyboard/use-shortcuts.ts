import { inject, onScopeDispose, provide, type InjectionKey } from 'vue';
import { isApple } from './key-names.ts';
import { shortcutOf, type Shortcut } from './shortcuts.ts';

/** Does what a shortcut asks for. False: there is nothing to do here, whoever came before may. */
export type ShortcutHandler = () => boolean;
/** Does something at a shortcut for as long as the calling component lives. Whoever came last is asked first. */
export type OnShortcut = (shortcut: Shortcut, handle: ShortcutHandler) => void;

const KEY: InjectionKey<OnShortcut> = Symbol('shortcuts');

/** What is over the page keeps the keyboard for itself. */
const OVERLAY = 'dialog[open], [aria-modal="true"], [role="menu"]';

/** Binds all shortcuts, in this one place, for as long as the component lives. */
export function provideShortcuts(): OnShortcut {
  let handlers: readonly (readonly [Shortcut, ShortcutHandler])[] = [];

  function onKeydown(event: KeyboardEvent) {
    if (event.defaultPrevented || isText(event) || document.querySelector(OVERLAY)) return;
    const shortcut = shortcutOf(event, isApple);
    const asked = handlers.filter(([each]) => each === shortcut);
    if (asked.some(([, handle]) => handle())) event.preventDefault();
  }
  window.addEventListener('keydown', onKeydown);
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown));

  const onShortcut: OnShortcut = (shortcut, handle) => {
    const entry = [shortcut, handle] as const;
    handlers = [entry, ...handlers];
    onScopeDispose(() => (handlers = handlers.filter((each) => each !== entry)));
  };
  provide(KEY, onShortcut);
  return onShortcut;
}

/** For components inside the signed-in part of the client. */
export function useShortcuts(): OnShortcut {
  const onShortcut = inject(KEY);
  if (!onShortcut) throw new Error('There are shortcuts only for somebody who is signed in.');
  return onShortcut;
}

/** A sign that is typed into a field is text, whatever it means elsewhere. */
function isText({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isField = target instanceof HTMLElement && target.matches('input, textarea');
  return isField && [...key].length === 1 && !ctrlKey && !metaKey && !altKey;
}
