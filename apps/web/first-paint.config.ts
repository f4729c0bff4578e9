import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

/** JavaScript that a browser loads before it shows something to work with, gzipped, in bytes. */
const BUDGET = 150_000;

/** What is seen first: the entry, and the modules that it loads for it by `import()`. */
const SCREENS = {
  'sign-in': ['src/session/SignIn.vue'],
  rooms: ['src/app/SignedIn.vue', 'src/app/StartPage.vue'],
} as const;

/** The part of a chunk that says what it needs. */
export type Chunk = Pick<Rollup.OutputChunk, 'fileName' | 'code' | 'imports' | 'isEntry' | 'facadeModuleId'>;

/**
 * Everything that is loaded for some modules: their chunks, the entry, and what these import.
 * @throws where a module has no chunk of its own: a budget that measures nothing would always be kept
 */
export function loadedFor(chunks: readonly Chunk[], modules: readonly string[]): Chunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set<Chunk>();
  const load = (chunk: Chunk | undefined) => {
    if (!chunk || loaded.has(chunk)) return;
    loaded.add(chunk);
    for (const name of chunk.imports) load(byName.get(name));
  };
  chunks.filter(({ isEntry }) => isEntry).forEach(load);
  for (const module of modules) {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
    if (!chunk) throw new Error(`No chunk begins with ${module}: say in first-paint.config.ts what is loaded first.`);
    load(chunk);
  }
  return [...loaded];
}

/** @returns bytes as they are sent: each file compressed by itself */
export const gzipped = (chunks: readonly Chunk[]): number =>
  chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0);

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;

/** Prints what a first paint takes, and fails the build where that is too much. */
export function firstPaint(budget = BUDGET): Plugin {
  return {
    name: 'maru:first-paint',
    apply: 'build',
    generateBundle: {
      // After all others: what they add counts.
      order: 'post',
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        for (const [screen, modules] of Object.entries(SCREENS)) {
          const size = gzipped(loadedFor(chunks, modules));
          const said = `JavaScript for the first paint of ${screen}: ${kilobytes(size)} gzipped of ${kilobytes(budget)}`;
          if (size > budget) this.error(said);
          console.log(said);
        }
      },
    },
  };
}
