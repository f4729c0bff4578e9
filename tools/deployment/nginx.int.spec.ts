import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingEngines, startNginx } from '@maru/engines';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ROOT } from '../structure/repository.mjs';
import { nginxConfig } from './nginx-config.mjs';
import { startBuiltApi } from './testing/built-api.ts';
import { startUpstream, type Answer } from './testing/upstream.ts';

const CLIENT = join(ROOT, 'apps/web/dist');
const PUBLIC_URL = 'http://localhost:8088';
const EMBED_ORIGINS = 'https://shop.example, https://blog.example';
const NOBODY = '127.0.0.1:1';

const lacks = (await missingEngines()).find(({ engine }) => engine === 'nginx')?.lacks ?? [];
const cannotRun = lacks.map(({ what, howToGet }) => ` (needs ${what}: ${howToGet})`).join('');

const browser = { accept: 'text/html,application/xhtml+xml', 'accept-encoding': 'identity' };
const ok: Answer = (_request, response) => response.setHeader('x-maru-replica', 'b').end('{"data":{}}');
const hangUp: Answer = (request) => request.socket.destroy();

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function upstream(answer: Answer) {
  const started = await startUpstream(answer);
  stops.push(() => started.close());
  return started;
}

/** @returns the address of an NGINX in front of these */
async function edgeOf(...apiServers: string[]): Promise<string> {
  const nginx = await startNginx({
    config: ({ host, port }) =>
      nginxConfig({
        listen: `${host}:${port}`,
        apiServers,
        clientDir: CLIENT,
        publicUrl: PUBLIC_URL,
        embedOrigins: EMBED_ORIGINS,
      }),
  });
  stops.push(() => nginx.stop());
  return nginx.url;
}

const post = (url: string, body = '{"query":"{ __typename }"}') =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

const scriptOf = (page: string) => /[\w/]*\/assets\/[\w.-]+\.js/.exec(page)?.[0] ?? '/no-script-found';

/** Headers that a proxy may change. */
const ITS_OWN = [
  'x-request-id',
  'connection',
  'keep-alive',
  'date',
  'server',
  'transfer-encoding',
  'content-length',
  'content-encoding',
];
/** Files need no replica, and are the same for every origin. */
const OF_FILES = ['etag', 'last-modified', 'accept-ranges', 'x-maru-replica', 'vary'];
const headersOf = (answer: Response, ...ignored: string[]) =>
  Object.fromEntries(
    [...answer.headers]
      .filter(([name]) => ![...ITS_OWN, ...ignored].includes(name))
      .map(([name, value]) => [name, value.toLowerCase().replace('accept-encoding, ', '')]),
  );

describe.skipIf(lacks.length > 0)(`NGINX in front of the API${cannotRun}`, () => {
  describe('beside the API alone', () => {
    it('gives pages and files with the very headers that the API gives them', async () => {
      const api = await startBuiltApi({ MARU_PUBLIC_URL: PUBLIC_URL, MARU_EMBED_ORIGINS: EMBED_ORIGINS });
      stops.push(() => api.stop());
      const edge = await edgeOf(new URL(api.url).host);
      const script = scriptOf(await readFile(join(CLIENT, 'index.html'), 'utf8'));
      for (const path of [
        '/',
        '/rooms/1',
        script,
        '/icon.svg',
        '/embed',
        '/embed/rooms/1?a',
        '/embedded',
        '/widget.js',
        '/sw.js',
        '/manifest.json',
      ]) {
        const [alone, behind] = await Promise.all(
          [api.url, edge].map((url) => fetch(url + path, { headers: browser })),
        );
        expect(alone?.status, path).toBe(200);
        expect(behind?.status, path).toBe(200);
        expect(headersOf(behind!, ...OF_FILES), path).toEqual(headersOf(alone!, ...OF_FILES));
        expect(await behind?.text(), path).toBe(await alone?.text());
      }
    });

    it('finds connections open that it kept for later: the API keeps them longer than Kong does, for a minute', async () => {
      const api = await startBuiltApi({});
      stops.push(() => api.stop());
      const { headers } = await fetch(`${api.url}/health/live`);
      expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
    });

    it('passes on what is not the client', async () => {
      const api = await startBuiltApi({ MARU_PUBLIC_URL: PUBLIC_URL, MARU_REPLICA: 'alone' });
      stops.push(() => api.stop());
      const edge = await edgeOf(new URL(api.url).host);
      for (const [path, accept] of [
        ['/', 'application/json'],
        ['/graphql', browser.accept],
        ['/voyager', browser.accept],
        [scriptOf(await readFile(join(ROOT, 'apps/playground/dist/index.html'), 'utf8')), '*/*'],
        ['/health/live', '*/*'],
        ['/health/ready', '*/*'],
      ] as const) {
        const answers = await Promise.all(
          [api.url, edge].map((url) => fetch(url + path, { headers: { ...browser, accept } })),
        );
        const [alone, behind] = answers;
        expect(behind?.headers.get('x-maru-replica'), path).toBe('alone');
        expect(headersOf(behind!), path).toEqual(headersOf(alone!));
        expect(await behind?.text(), path).toBe(await alone?.text());
      }
    });
  });

  it('lets browsers keep what has a hash in its name for a year, and ask again for the page', async () => {
    const edge = await edgeOf(NOBODY);
    const page = await fetch(edge, { headers: browser });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('vary')).toContain('Accept');
    const file = await fetch(edge + scriptOf(await page.text()), { headers: { 'accept-encoding': 'gzip' } });
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('content-encoding')).toBe('gzip');
    const gone = await fetch(`${edge}/assets/gone-12345678.js`, { headers: browser });
    expect(gone.status).toBe(404);
    expect(gone.headers.get('cache-control')).toBeNull();
  });

  it('answers a browser on every address of the client, and nobody else', async () => {
    const edge = await edgeOf(NOBODY);
    const page = await fetch(`${edge}/rooms/some-room`, { headers: browser });
    expect(await page.text()).toContain('<div id="app">');
    const other = await fetch(`${edge}/metrics`);
    expect([other.status, await other.text()]).toEqual([404, 'Not found\n']);
    expect(other.headers.get('server')).toBe('nginx');
  });

  it('passes sockets through, with their subprotocol', async () => {
    const { address } = await upstream(ok);
    const edge = await edgeOf(address);
    const socket = new WebSocket(`${edge.replace('http', 'ws')}/graphql`, ['graphql-transport-ws']);
    await once(socket, 'open');
    expect(socket.protocol).toBe('graphql-transport-ws');
    socket.send('안녕');
    const [echo] = (await once(socket, 'message')) as [Buffer];
    expect(String(echo)).toBe('안녕');
    socket.terminate();
  });

  it('says whose request it is, and takes nobody at their word for it', async () => {
    const { address, seen } = await upstream(ok);
    const edge = await edgeOf(address);
    await fetch(`${edge}/graphql?query=%7B__typename%7D`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(seen[0]?.url).toBe('/graphql?query=%7B__typename%7D');
    expect(seen[0]?.headers).toMatchObject({
      host: new URL(edge).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': new URL(edge).host,
      'x-forwarded-proto': 'http',
    });
  });

  it('passes over a replica that is not there', async () => {
    const alive = await upstream(ok);
    const edge = await edgeOf(NOBODY, alive.address);
    for (let n = 0; n < 6; n++) expect((await post(edge)).status).toBe(200);
    expect(alive.seen).toHaveLength(6);
  });

  it('sends a mutation once, also where the replica dies over it', async () => {
    const replicas = [await upstream(hangUp), await upstream(hangUp)];
    const edge = await edgeOf(...replicas.map(({ address }) => address));
    const answer = await post(edge);
    expect(replicas.flatMap(({ seen }) => seen)).toHaveLength(1);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }] });
  });

  it('tells clients in their own terms that nobody can serve, whoever found out', async () => {
    const kong = await upstream((_request, response) => response.writeHead(503).end('{"message":"no peer"}'));
    for (const address of [kong.address, NOBODY]) {
      const answer = await post(await edgeOf(address));
      expect(answer.status).toBe(503);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
    }
  });

  it('lets the API say which parts are not ready', async () => {
    const unready = await upstream((_request, response) => response.writeHead(503).end('{"ready":false}'));
    const answer = await fetch(`${await edgeOf(unready.address)}/health/ready`);
    expect([answer.status, await answer.text()]).toEqual([503, '{"ready":false}']);
  });

  it('leaves it to the API to refuse what is a little too large, and stops floods', async () => {
    const { address, seen } = await upstream(ok);
    const edge = await edgeOf(address);
    expect((await post(edge, 'x'.repeat(64 * 1024 + 1))).status).toBe(200);
    expect((await post(edge, 'x'.repeat(256 * 1024))).status).toBe(413);
    expect(seen.map(({ bytes }) => bytes)).toEqual([64 * 1024 + 1]);
  });
});
