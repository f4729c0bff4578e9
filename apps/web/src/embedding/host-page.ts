import { shallowRef } from 'vue';
import { parseHostMessage, type FrameMessage } from './frame-messages.ts';

const FRAME_PATH = '/embed';

/** Where the client's addresses begin: those for a frame have a folder of their own, which other pages may be allowed to show. */
export const clientBase = new RegExp(`^${FRAME_PATH}(/|$)`).test(location.pathname) ? `${FRAME_PATH}/` : '/';

/** Under which name the page around this one suggests to take part. */
export const suggestedName = shallowRef<string>();

const isFramed = window.parent !== window;
/** The page that greeted first. The policy of our page lets no other show it than those that may. */
let hostOrigin: string | undefined;
let unread = 0;

/** Listens to the page around this one, if there is one, and tells it so. */
export function greetHostPage(): void {
  if (!isFramed) return;
  addEventListener('message', ({ source, origin, data }) => {
    const message = source === window.parent && origin === (hostOrigin ?? origin) ? parseHostMessage(data) : undefined;
    if (!message) return;
    hostOrigin = origin;
    suggestedName.value = message.name;
    tell({ type: 'maru:unread', count: unread }, origin);
  });
  tell({ type: 'maru:ready' }, '*');
}

/** Keeps the page around this one up to date; it is told nothing else. */
export function tellUnread(count: number): void {
  unread = count;
  if (hostOrigin !== undefined) tell({ type: 'maru:unread', count }, hostOrigin);
}

const tell = (message: FrameMessage, origin: string) => window.parent.postMessage(message, origin);
