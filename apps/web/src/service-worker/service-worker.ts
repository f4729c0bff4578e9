import { hasShell } from './shell-addresses.ts';

declare const self: ServiceWorkerGlobalScope;
/** Addresses of all files with a hash in their name, and a name for the lot: the build fills them in. */
declare const ASSETS: readonly string[];
declare const VERSION: string;

/**
 * Lets the client start without a connection. It keeps the page that all addresses of the client share, and the files with a
 * hash in their name: nothing that the API answers. The page comes from the network whenever there is one.
 */
const PREFIX = 'maru-';
const SHELL = '/';

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === 'navigate') event.respondWith(page(event, pathname));
  else if (origin === self.location.origin && pathname.startsWith('/assets/')) event.respondWith(asset(request));
});
self.addEventListener('notificationclick', (event) => {
  const { notification } = event;
  const path: unknown = notification.data;
  notification.close();
  if (typeof path === 'string') event.waitUntil(openAt(path));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(PREFIX + VERSION);
  const shell = new Request(SHELL, { headers: { accept: 'text/html' }, cache: 'no-cache' });
  await cache.addAll([shell, ...ASSETS]);
  await self.skipWaiting();
}

/** The version before is kept as well: pages of it that are still open load parts of it when they need them. */
async function takeOver(): Promise<void> {
  await self.registration.navigationPreload.enable();
  const versions = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(versions.slice(0, -2).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page({ request, preloadResponse }: FetchEvent, path: string): Promise<Response> {
  try {
    const preloaded: unknown = await preloadResponse;
    return preloaded instanceof Response ? preloaded : await fetch(request);
  } catch (error) {
    const cache = await caches.open(PREFIX + VERSION);
    const shell = hasShell(path) ? await cache.match(SHELL, { ignoreVary: true }) : undefined;
    if (!shell) throw error;
    return shell;
  }
}

const asset = async (request: Request): Promise<Response> =>
  (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

async function openAt(path: string): Promise<void> {
  const [client] = await self.clients.matchAll({ type: 'window' });
  client?.postMessage({ openPath: path });
  await (client?.focus() ?? self.clients.openWindow(path));
}
