import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const dist = join(import.meta.dirname, 'dist');
const assets = readdirSync(join(dist, 'assets')).map((file) => `/assets/${file}`);
const version = createHash('sha256')
  .update(JSON.stringify(assets))
  .update(readFileSync(join(dist, 'index.html')))
  .digest('hex');

/** After the client: the worker knows the files that it keeps by name, and is another one whenever they are. */
export default defineConfig({
  publicDir: false,
  define: { ASSETS: JSON.stringify(assets), VERSION: JSON.stringify(version.slice(0, 16)) },
  build: {
    emptyOutDir: false,
    lib: { entry: 'src/service-worker/service-worker.ts', name: 'worker', formats: ['iife'], fileName: () => 'sw.js' },
  },
});
