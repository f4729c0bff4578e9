// The script that a page of somebody else loads, to have the chat in its corner:
//   <script src="https://chat.example.com/widget.js" data-name="지민" async></script>
// data-name (optional): under which name its user takes part; data-open (optional): opens it at once.
import { parseFrameMessage, type HostMessage } from './frame-messages.ts';
import { addPanel } from './widget-panel.ts';
import { wordsFor } from './widget-words.ts';

function addWidget({ src, dataset }: HTMLScriptElement): void {
  const { origin } = new URL(src);
  const panel = addPanel(`${origin}/embed/`, wordsFor(document.documentElement.lang));
  addEventListener('message', (event) => {
    const frame = panel.frame()?.contentWindow;
    // Anybody may send messages to this page: only our own frame is listened to, and only while it shows what it was opened for.
    if (event.origin !== origin || !frame || event.source !== frame) return;
    const message = parseFrameMessage(event.data);
    if (message?.type === 'maru:unread') panel.showUnread(message.count);
    const greeting: HostMessage = { type: 'maru:host', name: dataset['name'] };
    if (message?.type === 'maru:ready') frame.postMessage(greeting, origin);
  });
  if (dataset['open'] !== undefined) panel.open();
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.readyState !== 'loading') addWidget(script);
  else document.addEventListener('DOMContentLoaded', () => addWidget(script), { once: true });
}
