import { quasar } from '@quasar/vite-plugin';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** The page of stories by itself: no part of what is delivered. */
export default defineConfig({
  plugins: [vue(), quasar({ autoImportComponentCase: 'pascal' })],
  build: { outDir: 'dist/stories', rolldownOptions: { input: 'stories.html' } },
});
