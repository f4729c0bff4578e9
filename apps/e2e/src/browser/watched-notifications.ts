import type { BrowserContext, Page } from 'playwright-core';

interface Watched {
  readonly notifications: Notification[];
  asked: number;
  permission: NotificationPermission | undefined;
  isAttended: boolean;
}

declare global {
  interface Window {
    watched: Watched;
  }
}

/**
 * Writes down which notifications a tab shows; what the browser's own question would be answered is set here, as nobody can
 * press its buttons. And lets the tab be looked at, or not, by `attend`.
 * @param permission undefined: as it is granted to the window
 */
export const watchNotifications = (page: Page, permission?: NotificationPermission) =>
  page.addInitScript((initial) => {
    const watched: Watched = { notifications: [], asked: 0, permission: initial, isAttended: true };
    window.watched = watched;
    document.hasFocus = () => watched.isAttended;
    window.Notification = class extends Notification {
      static override get permission() {
        return watched.permission ?? super.permission;
      }
      static override async requestPermission(): Promise<NotificationPermission> {
        watched.asked++;
        watched.permission = 'granted';
        return watched.permission;
      }
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        watched.notifications.push(this);
      }
    };
  }, permission);

export const attend = (page: Page, isAttended: boolean) =>
  page.evaluate((attended) => {
    window.watched.isAttended = attended;
    window.dispatchEvent(new Event(attended ? 'focus' : 'blur'));
  }, isAttended);

/** What was notified so far, in the order in which it was shown in each tab. */
export async function notified(...pages: Page[]): Promise<string[]> {
  const ofPage = (page: Page) =>
    page.evaluate(() => window.watched.notifications.map(({ title, body }) => `${title}: ${body}`));
  return (await Promise.all(pages.map(ofPage))).flat();
}

/** How often the browser was made to ask for the permission. */
export const asked = (page: Page) => page.evaluate(() => window.watched.asked);

/** Clicks the last notification that the tab has shown. */
export const clickNotification = (page: Page) =>
  page.evaluate(() => window.watched.notifications.at(-1)?.dispatchEvent(new Event('click')));

/** As in browsers on phones: the page itself shows no notifications. */
export const showNoneFromPage = (page: Page) =>
  page.addInitScript(() => {
    window.Notification = class extends Notification {
      constructor(title: string) {
        super(title);
        this.close();
        throw new TypeError('Illegal constructor');
      }
    };
  });

export const notifiedByWorker = (page: Page) =>
  page.evaluate(async () => {
    const shown = (await (await navigator.serviceWorker.getRegistration())?.getNotifications()) ?? [];
    return shown.map(({ title, body }) => `${title}: ${body}`);
  });

/** What the browser does when somebody clicks the notification. */
export async function clickWorkersNotification(window: BrowserContext): Promise<void> {
  const [worker] = window.serviceWorkers();
  await worker?.evaluate(`registration.getNotifications().then(([notification]) => {
    dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  })`);
}
