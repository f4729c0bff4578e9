import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from './repository.mjs';

const names = (pattern: string) => filesOf(pattern).map((path) => basename(path).replace(/(\.contract)?\.ts$/, ''));

const ports = names('libs/chat/src/ports/*.ts').filter((name) => !name.endsWith('.spec'));
// An adapter set that was started is finished: it counts from its first file on.
const adapterSets = ['embedded', 'cluster'].filter((set) => filesOf(`libs/adapters/${set}/src/*.ts`).length > 0);

const missingIn = (pattern: string) => {
  const found = names(pattern);
  return ports.filter((port) => !found.includes(port));
};

describe('every port', () => {
  it('is found', () => {
    expect(ports).toContain('room-log');
    expect(adapterSets).toContain('embedded');
  });

  it('has a contract suite of its name', () => {
    expect(missingIn('libs/adapters/contract/src/*.contract.ts')).toEqual([]);
  });

  it.each(adapterSets)('has an adapter of its name in %s', (set) => {
    expect(missingIn(`libs/adapters/${set}/src/*.ts`)).toEqual([]);
  });
});
