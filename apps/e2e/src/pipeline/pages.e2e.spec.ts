import { describe, expect, it } from 'vitest';
import { useServer } from '../topology/use-server.ts';

const HTML = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** Scripts, styles and pictures that a page asks its server for. */
const assetsOf = (html: string) =>
  [...html.matchAll(/(?:src|href)="([^"#]+)"/g)]
    .map((match) => match[1] ?? '')
    .filter((asset) => !asset.startsWith('data:'));

describe('the pages of the server', () => {
  const server = useServer();
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server().urls[0]}${path}`, { headers });

  it('/health/live and /health/ready answer 200; the latter names the parts', async () => {
    expect((await get('/health/live')).status).toBe(200);
    const ready = await get('/health/ready');
    expect(ready.status).toBe(200);
    expect(JSON.stringify(await ready.json())).toContain('ok');
  });

  it('"GET / answers a browser with the client and anybody else with health text"', async () => {
    const page = await get('/', HTML);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<div id="app"');
    for (const accept of ['*/*', 'text/plain', 'application/json']) {
      const text = await get('/', { accept });
      expect(text.status).toBe(200);
      expect(text.headers.get('content-type')).not.toContain('text/html');
      expect(await text.text()).not.toBe('');
    }
    expect(page.headers.get('vary')?.toLowerCase()).toContain('accept');
  });

  it('"every room, message and search has a URL": the client answers under its own paths', async () => {
    const page = await get('/rooms/some-room', HTML);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app"');
  });

  it('"/graphql answers a browser with the playground", with nothing from elsewhere', async () => {
    const page = await get('/graphql', HTML);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    const assets = assetsOf(html);
    expect(assets).not.toEqual([]);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const asset of assets) {
      const answer = await fetch(new URL(asset, `${server().urls[0]}/graphql`));
      expect({ asset, status: answer.status }).toEqual({ asset, status: 200 });
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
  });

  it('pages and their files are compressed for whoever takes that; answers of GraphQL are not', async () => {
    const [script = ''] = assetsOf(await (await get('/', HTML)).text()).filter((asset) => asset.endsWith('.js'));
    const encodingOf = async (path: string, headers: Record<string, string>) =>
      (await get(path, { ...headers, 'accept-encoding': 'gzip' })).headers.get('content-encoding');
    expect(await encodingOf('/', HTML)).toBe('gzip');
    expect(await encodingOf(script, {})).toBe('gzip');
    expect(await encodingOf('/graphql?query={__typename}', { 'content-type': 'application/json' })).toBeNull();
    expect((await get(script, { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
  });

  it('the client asks for nothing from elsewhere, and what it asks for is there', async () => {
    const html = await (await get('/', HTML)).text();
    const assets = assetsOf(html);
    expect(assets.length).toBeGreaterThan(0);
    for (const asset of assets) {
      const url = new URL(asset, `${server().urls[0]}/`);
      expect(url.origin).toBe(server().urls[0]);
      expect({ asset, status: (await fetch(url)).status }).toEqual({ asset, status: 200 });
    }
  });

  it.each(['/no-such-file.js', '/assets/missing.js', '/assets/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/.env'])(
    'what is not there is not found: %s',
    async (path) => {
      expect((await get(path)).status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('the playground, "off by configuration"', () => {
  const server = useServer({ MARU_PLAYGROUND: 'off' });

  it.each(['/graphql', '/voyager'])('is not served at %s', async (path) => {
    const answer = await fetch(`${server().urls[0]}${path}`, { headers: HTML });
    expect(await answer.text()).not.toContain('<html');
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});
