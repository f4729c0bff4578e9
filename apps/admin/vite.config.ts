import { defineConfig } from 'vite';

/** One program with everything in it, but the embedded database driver, which has a native part. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    rolldownOptions: { input: { main: 'src/main.ts' }, external: [/^libsql(\/|$)/] },
  },
  ssr: { noExternal: true },
});
