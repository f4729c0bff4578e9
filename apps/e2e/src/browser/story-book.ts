import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { freePort } from '../topology/free-port.ts';

const WEB = fileURLToPath(new URL('../../../web', import.meta.url));

export interface StoryBook {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the client's stories, which are no part of what is delivered, and serves them. */
export async function openStoryBook(): Promise<StoryBook> {
  const outDir = await mkdtemp(join(tmpdir(), 'maru-stories-'));
  const config = { root: WEB, configFile: join(WEB, 'vite.stories.config.ts'), logLevel: 'error' } as const;
  await build({ ...config, build: { outDir, emptyOutDir: true } });
  const port = await freePort();
  const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port } });
  return {
    url: `http://127.0.0.1:${port}/stories.html`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
