import { describe, expect, it } from 'vitest';
import { gzipped, loadedFor, type Chunk } from './first-paint.config.ts';

const chunk = (fileName: string, change: Partial<Chunk> = {}): Chunk => ({
  fileName,
  code: `export default '${fileName}';`,
  imports: [],
  isEntry: false,
  facadeModuleId: null,
  ...change,
});

const CHUNKS = [
  chunk('index.js', { isEntry: true, imports: ['vue.js'] }),
  chunk('vue.js', { imports: ['index.js'] }),
  chunk('rooms.js', { facadeModuleId: '/repo/apps/web/src/rooms.vue', imports: ['vue.js', 'icons.js'] }),
  chunk('icons.js'),
  chunk('later.js', { facadeModuleId: '/repo/apps/web/src/later.vue' }),
];

describe('the first paint', () => {
  it('takes the entry, what it loads for the screen, and what these import, each once', () => {
    const names = (modules: string[]) => loadedFor(CHUNKS, modules).map(({ fileName }) => fileName);
    expect(names(['src/rooms.vue'])).toEqual(['index.js', 'vue.js', 'rooms.js', 'icons.js']);
    expect(names([])).toEqual(['index.js', 'vue.js']);
  });

  it('cannot be measured for a screen that is not there', () => {
    expect(() => loadedFor(CHUNKS, ['src/gone.vue'])).toThrow('No chunk begins with src/gone.vue');
  });

  it('counts compressed bytes', () => {
    const text = chunk('a.js', { code: 'x'.repeat(10_000) });
    expect(gzipped([text])).toBeLessThan(100);
    expect(gzipped([text, text])).toBe(2 * gzipped([text]));
  });
});
