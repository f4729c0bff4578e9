import { appStories } from './app-stories.ts';
import { dialogStories } from './dialog-stories.ts';
import { roomStories } from './room-stories.ts';
import type { Story } from './story.ts';
import { timelineStories } from './timeline-stories.ts';

/** Every component in every state. */
export const stories: readonly Story[] = [...appStories, ...roomStories, ...timelineStories, ...dialogStories];
