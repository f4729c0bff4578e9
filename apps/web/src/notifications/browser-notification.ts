/** What the browser shows beside the page. */
export interface BrowserNotification {
  readonly title: string;
  readonly body: string;
  /** A newer one takes the place of an older one with the same tag, whichever tab showed it. */
  readonly tag: string;
  /** Where a click leads, within this site. */
  readonly path: string;
}

const ICON = '/icon-192.png';
const shown = new Map<string, Notification>();

/** @param open called when it is clicked, with the window in front */
export async function showNotification({ title, body, tag, path }: BrowserNotification, open: () => void) {
  const options = { body, tag, icon: ICON, data: path, renotify: true };
  try {
    const notification = new Notification(title, options);
    shown.set(tag, notification);
    notification.onclick = () => {
      window.focus();
      notification.close();
      open();
    };
  } catch {
    // Browsers on phones: there, the service worker shows them, and hears of the click.
    await (await registration())?.showNotification(title, options);
  }
}

/** Takes away what has been seen. */
export async function closeNotification(tag: string): Promise<void> {
  shown.get(tag)?.close();
  shown.delete(tag);
  for (const notification of (await (await registration())?.getNotifications({ tag })) ?? []) notification.close();
}

/** Clicks that the service worker heard of. @returns what stops it */
export function onNotificationClick(open: (path: string) => void): () => void {
  const hear = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'object' && data !== null && 'openPath' in data && typeof data.openPath === 'string')
      open(data.openPath);
  };
  workers()?.addEventListener('message', hear);
  return () => workers()?.removeEventListener('message', hear);
}

/** Not everywhere, whatever the types say. */
const workers = () => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined);
const registration = () => workers()?.getRegistration();
