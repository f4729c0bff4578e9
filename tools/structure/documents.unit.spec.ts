import { existsSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { IMPORT_TABLE } from '../lint/import-table.mjs';
import { filesOf, ROOT, textOf } from './repository.mjs';

const nodeOf = (name: string) => basename(name).replace(/^adapters-/, '');
const own = (names: readonly string[] = []) => names.filter((name) => name.startsWith('@maru/')).map(nodeOf);

it('the picture of who may import what is the table that lint reads', () => {
  const drawn = textOf('CONTRIBUTING.md').matchAll(/^ {2}(\w+) (-->|-\.->) (\w+)$/gm);
  const allowed = IMPORT_TABLE.flatMap(({ root, may, mayLoad }) => [
    ...own(may).map((name) => `${nodeOf(root)} --> ${name}`),
    ...own(mayLoad).map((name) => `${nodeOf(root)} -.-> ${name}`),
  ]);
  expect([...drawn].map(([, from, arrow, to]) => `${from} ${arrow} ${to}`).sort()).toEqual(allowed.sort());
});

it('README.md names every setting', () => {
  const settings = new Set(textOf('libs/runtime/src/config.ts').match(/\bMARU_[A-Z_]+\b/g));
  const readme = textOf('README.md');
  expect(settings).toContain('MARU_PORT');
  expect([...settings].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

it('every link between documents leads somewhere', () => {
  const broken = filesOf(['*.md', 'docs/**/*.md']).flatMap((path) =>
    [...textOf(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, target = '']) => posix.join(dirname(path), target))
      .filter((target) => !existsSync(join(ROOT, target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(broken).toEqual([]);
});
