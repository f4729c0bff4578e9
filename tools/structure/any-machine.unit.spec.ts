import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { filesOf, ROOT, textOf } from './repository.mjs';

interface Manifest {
  name: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
interface Lock {
  packages: Record<string, { resolved?: string; link?: boolean; optionalDependencies?: Record<string, string> }>;
}

const manifests = filesOf('**/package.json').map((path) => ({ path, ...(JSON.parse(textOf(path)) as Manifest) }));

it('no file knows the machine it was written on', () => {
  const personal = [`${ROOT}/`, `${homedir()}/`, '/home/', '/Users/', 'C:\\Users'];
  const found = filesOf('**/*.{ts,mjs,js,cjs,vue,json,md,yml,yaml,graphql,html,css,scss,sass,sh,conf}')
    .filter((path) => !path.endsWith('any-machine.unit.spec.ts'))
    .flatMap((path) => {
      const text = textOf(path);
      return personal.filter((part) => text.includes(part)).map((part) => `${path}: ${part}`);
    });
  expect(found).toEqual([]);
});

it('the lock file leaves the registry to whoever installs', () => {
  const { packages } = JSON.parse(textOf('package-lock.json')) as Lock;
  const hosts = Object.entries(packages).filter(([, { resolved, link }]) => resolved !== undefined && !link);
  expect(hosts.map(([path, { resolved }]) => `${path}: ${resolved ?? ''}`)).toEqual([]);
});

it('every dependency is pinned', () => {
  const loose = manifests.flatMap(({ path, dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${path}: ${name} ${version}`),
  );
  expect(loose).toEqual([]);
});

it('every workspace is linted and type checked', () => {
  const unchecked = manifests
    .filter(({ path }) => path !== 'package.json')
    .filter(({ scripts }) => scripts?.['lint'] === undefined || scripts['typecheck'] === undefined);
  expect(unchecked.map(({ path }) => path)).toEqual([]);
});

it('the lock file knows the binaries of every platform', () => {
  const { packages } = JSON.parse(textOf('package-lock.json')) as Lock;
  const known = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  const missing = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}).filter((name) => !known.has(name)),
  );
  expect(missing).toEqual([]);
});
