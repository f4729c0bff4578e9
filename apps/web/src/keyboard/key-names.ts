import type { Keys } from './shortcuts.ts';

/** Whether this is an Apple keyboard, with ⌘ and ⌥. */
export const isApple = /^(Mac|iP)/.test(navigator.platform);

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Mod: isApple ? '⌘' : 'Ctrl',
  Alt: isApple ? '⌥' : 'Alt',
  Shift: isApple ? '⇧' : 'Shift',
};

/** Keys as they are printed on the keyboard. */
export const keyNames = (keys: Keys): string[] => keys.map((key) => SIGNS[key] ?? key);
