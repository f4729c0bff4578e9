import { defineConfig } from 'vite';

export default defineConfig({
  base: '/playground/',
  // No inline scripts and no other hosts: a strict CSP holds. Most of the size is the editor.
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      // GraphiQL, and the map of the schema.
      input: ['index.html', 'voyager.html'],
      checks: { moduleLevelDirective: false }, // "use client" means nothing here
    },
  },
  worker: { format: 'es' },
});
