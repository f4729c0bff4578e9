import { watchEffect } from 'vue';
import { savedChoice } from '../browser/saved-choice.ts';

export const THEMES = ['system', 'light', 'dark'] as const;

/** Light or dark, or as the system has it. */
export const theme = savedChoice('maru.theme', THEMES, 'system');

/** Shows the theme that is chosen, from now on. The style sheet has the colours of both. */
export function showTheme(): void {
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    colorFrame();
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', colorFrame);
}

/** The browser's own frame around the page, where it takes a colour from the page. */
function colorFrame(): void {
  const { backgroundColor } = getComputedStyle(document.body);
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
    meta.content = backgroundColor;
}
