import { quasar } from '@quasar/vite-plugin';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { firstPaint } from './first-paint.config.ts';

const SERVICE = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [vue(), quasar({ autoImportComponentCase: 'pascal' }), firstPaint()],
  // Several years of browsers, as Vite's own default; no inline scripts, so that a strict CSP holds.
  build: { modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: { host: '127.0.0.1', proxy: { '/graphql': { target: SERVICE, ws: true } } },
});
