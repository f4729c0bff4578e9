import { savedChoice } from '../browser/saved-choice.ts';

export const ENTER_MEANINGS = ['send', 'break'] as const;
export type EnterMeaning = (typeof ENTER_MEANINGS)[number];

/** The keyboard of a phone has no Shift+Enter to break the line with; its Enter does, and the button sends. */
const usual: EnterMeaning = window.matchMedia('(pointer: coarse)').matches ? 'break' : 'send';

/** What Enter does in the composer; Shift+Enter does the other thing. */
export const enterMeaning = savedChoice('maru.enter', ENTER_MEANINGS, usual);
