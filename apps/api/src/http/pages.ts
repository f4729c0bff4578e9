import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyCompress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** What a page of somebody else loads, to show the client in a frame. */
const WIDGET = 'widget.js';
const SERVICE_WORKER = 'sw.js';
/** Where the map of the schema is. */
const SCHEMA_MAP = '/voyager';
/** Where the client is for a frame. */
const FRAMED = /^\/embed(?=[/?]|$)/;

export interface PageSettings {
  /** Folder of the built web client. */
  readonly webDir: string;
  /** Folder of the built playground and the schema map; undefined where they are switched off. */
  readonly playgroundDir: string | undefined;
  /** Where GraphQL is: a browser that goes there gets the playground. */
  readonly graphqlPath: string;
  /** The content security policy of pages. */
  policy(): string;
  /** That of the client where other pages show it in a frame. */
  framedPolicy(): string;
  /** That of the schema map. */
  mapPolicy(): string;
}

const wantsPage = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html');

const notBuilt = (what: string) =>
  `<!doctype html><html lang="en"><title>Maru</title><h1>${what} is not built</h1><p>Run <code>npm run build</code> and load this page again.</p></html>`;

/** The same address answers browsers and programs differently, and pages of other origins too. */
const VARY = 'Accept, Origin';

/** Pages and their files are compressed; answers with secrets in them are not. */
const COMPRESSED = { compress: {} };

/** Serves the web client, the playground, the schema map and their files. A browser gets pages; anybody else is told that the service is up. */
export async function addPages(http: FastifyInstance, settings: PageSettings): Promise<void> {
  await http.register(fastifyStatic, { serve: false, root: settings.webDir });
  await http.register(fastifyCompress, { global: false });
  addClient(http, settings);
  if (settings.playgroundDir !== undefined) addPlayground(http, settings, settings.playgroundDir);
  // Not an address of the client.
  else http.get(SCHEMA_MAP, (_request, reply) => sendNotFound(reply));
}

type FileRequest = FastifyRequest<{ Params: { '*': string } }>;

function addClient(http: FastifyInstance, settings: PageSettings): void {
  const { webDir } = settings;
  const sendClient = (reply: FastifyReply) => sendPage(reply, settings, join(webDir, 'index.html'), 'The web client');
  http.get('/', COMPRESSED, (request, reply) =>
    wantsPage(request)
      ? sendClient(reply)
      : reply.header('vary', VARY).type('text/plain; charset=utf-8').send('Maru is up.\n'),
  );
  http.get('/assets/*', COMPRESSED, (request: FileRequest, reply) =>
    sendAsset(reply, settings, webDir, request.params['*']),
  );
  // The client's own addresses, and the files beside its page.
  http.get('/*', COMPRESSED, (request: FileRequest, reply) => {
    const file = request.params['*'];
    if (filesOf(webDir).has(file)) return sendFile(reply, settings, file);
    if (!wantsPage(request)) return sendNotFound(reply);
    return FRAMED.test(request.url) ? sendFramedClient(reply, settings) : sendClient(reply);
  });
}

const sendNotFound = (reply: FastifyReply): FastifyReply => reply.code(404).type('text/plain').send('Not found\n');

function sendFile(reply: FastifyReply, settings: PageSettings, file: string): FastifyReply {
  if (file === WIDGET) void reply.header('cross-origin-resource-policy', 'cross-origin');
  if (file === SERVICE_WORKER) return sendServiceWorker(reply, settings);
  if (file.endsWith('.html')) void reply.header('content-security-policy', settings.policy());
  return reply.sendFile(file, settings.webDir, { maxAge: 0 });
}

/** Asked for again each time, so that an update is found at once. It goes by the policy that it comes with. */
function sendServiceWorker(reply: FastifyReply, settings: PageSettings): FastifyReply {
  void reply.headers({ 'content-security-policy': settings.policy(), 'cache-control': 'no-cache' });
  return reply.sendFile(SERVICE_WORKER, settings.webDir, { cacheControl: false });
}

/** Browsers go by the policy; the older header knows no list. */
async function sendFramedClient(reply: FastifyReply, settings: PageSettings) {
  void reply.removeHeader('x-frame-options');
  return sendPage(
    reply,
    { ...settings, policy: () => settings.framedPolicy() },
    join(settings.webDir, 'index.html'),
    'The web client',
  );
}

function addPlayground(http: FastifyInstance, settings: PageSettings, folder: string): void {
  http.get('/playground/assets/*', COMPRESSED, (request: FileRequest, reply) =>
    sendAsset(reply, settings, folder, request.params['*']),
  );
  const ofMap = { ...settings, policy: () => settings.mapPolicy() };
  http.get(SCHEMA_MAP, COMPRESSED, (_request, reply) =>
    sendPage(reply, ofMap, join(folder, 'voyager.html'), 'The schema map'),
  );
  http.addHook('onRequest', async (request, reply) => {
    const isPlayground = request.routeOptions.url === settings.graphqlPath && wantsPage(request);
    return isPlayground ? sendPage(reply, settings, join(folder, 'index.html'), 'The playground') : undefined;
  });
}

async function sendPage(reply: FastifyReply, settings: PageSettings, file: string, what: string) {
  const page = await readFile(file, 'utf8').catch(() => undefined);
  return reply
    .code(page === undefined ? 503 : 200)
    .headers({ 'content-security-policy': settings.policy(), 'cache-control': 'no-cache', vary: VARY })
    .type('text/html; charset=utf-8')
    .send(page ?? notBuilt(what));
}

/** A file with a hash in its name: it never changes. A worker among them goes by the policy that it comes with. */
function sendAsset(reply: FastifyReply, settings: PageSettings, folder: string, file: string): FastifyReply {
  void reply.header('content-security-policy', settings.policy());
  return reply.sendFile(join('assets', file), folder, { immutable: true, maxAge: YEAR_MS });
}

/** Files right in a folder, by name; none where it does not exist. */
function filesOf(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
  } catch {
    return new Set();
  }
}
