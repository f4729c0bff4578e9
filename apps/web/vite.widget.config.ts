import { defineConfig } from 'vite';

/** The one script for the pages of others: no module, no hash in its name, nothing beside it. */
export default defineConfig({
  publicDir: false,
  build: {
    emptyOutDir: false,
    lib: { entry: 'src/embedding/widget.ts', name: 'MaruWidget', formats: ['iife'], fileName: () => 'widget.js' },
  },
});
