/** Lets the client start without a connection, from the next time on. A browser that cannot do that does without. */
export function keepForOfflineStart(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // What it keeps is not to delay what is shown first.
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined));
}
