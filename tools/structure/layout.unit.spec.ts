import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { filesOf, textOf } from './repository.mjs';

const sources = filesOf('{apps,libs,tools}/**/*.{ts,mjs,vue}').filter((path) => !path.endsWith('.d.ts'));
const folders = [...new Set(sources.flatMap((path) => dirname(path).split('/')))];

it('no folder is called after nothing', () => {
  expect(folders).toContain('ports');
  expect(folders.filter((name) => /^(utils?|commons?|shared|helpers?|misc|lib)$/i.test(name))).toEqual([]);
});

it('a lib has one index.ts, and nobody else has one', () => {
  const strays = sources.filter((path) => basename(path) === 'index.ts' && !/^libs\/.+\/src\/index\.ts$/.test(path));
  const nested = sources.filter((path) => /\/src\/.+\/index\.ts$/.test(path));
  expect([...strays, ...nested]).toEqual([]);
});

it('files are small', () => {
  const lengths = sources.map((path) => ({ path, lines: textOf(path).split('\n').length }));
  const byLength = lengths.sort((a, b) => a.lines - b.lines);
  const long = byLength.filter(({ path, lines }) => lines > (path.endsWith('.vue') ? 150 : 250));
  if (long.length > 0) {
    console.info(`Long files, one noun each?\n${long.map(({ path, lines }) => `  ${lines} ${path}`).join('\n')}`);
  }
  expect(byLength[Math.floor(byLength.length / 2)]?.lines).toBeLessThanOrEqual(80);
});
