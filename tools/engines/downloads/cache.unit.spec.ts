import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findCached, makeCached } from './cache.mjs';

const execute = promisify(execFile);

let root: string;
let definitions: string[];
const define = (content: string) => writeFile(join(root, 'definition/pom.xml'), content);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'maru-cache-'));
  vi.stubEnv('MARU_ENGINES_CACHE', join(root, 'cache'));
  definitions = [join(root, 'definition')];
  await mkdir(join(root, 'definition'));
  await define('version 1');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

const make = async (folder: string) => {
  await writeFile(join(folder, 'jar'), await readFile(join(root, 'definition/pom.xml')));
};

it('is made once', async () => {
  const made = vi.fn(make);
  const folder = await makeCached({ name: 'thing', definitions, make: made });
  expect(await makeCached({ name: 'thing', definitions, make: made })).toBe(folder);
  expect(await findCached({ name: 'thing', definitions })).toBe(folder);
  expect(made).toHaveBeenCalledOnce();
});

it('is made anew when what it is made from changes', async () => {
  const first = await makeCached({ name: 'thing', definitions, make });
  await define('version 2');
  expect(await findCached({ name: 'thing', definitions })).toBeUndefined();
  const second = await makeCached({ name: 'thing', definitions, make });
  expect(second).not.toBe(first);
  expect(await readFile(join(second, 'jar'), 'utf8')).toBe('version 2');
});

it('is not there when its making failed, and can be made afterwards', async () => {
  const fails = async (folder: string) => {
    await writeFile(join(folder, 'half'), '');
    throw new Error('no network');
  };
  await expect(makeCached({ name: 'thing', definitions, make: fails })).rejects.toThrow('no network');
  expect(await findCached({ name: 'thing', definitions })).toBeUndefined();
  const folder = await makeCached({ name: 'thing', definitions, make });
  expect(await readdir(folder)).toEqual(['jar']);
});

it('is made by one of several processes that ask at once', async () => {
  const script = `
    import { appendFile, writeFile } from 'node:fs/promises';
    import { setTimeout } from 'node:timers/promises';
    import { makeCached } from ${JSON.stringify(join(import.meta.dirname, 'cache.mjs'))};
    const make = async (folder) => {
      await appendFile(${JSON.stringify(join(root, 'log'))}, 'made\\n');
      await setTimeout(300);
      await writeFile(folder + '/jar', '');
    };
    console.log(await makeCached({ name: 'thing', definitions: ${JSON.stringify(definitions)}, make }));`;
  const runs = await Promise.all(
    Array.from({ length: 3 }, () => execute(process.execPath, ['--input-type=module', '--eval', script])),
  );
  expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
  expect(await readFile(join(root, 'log'), 'utf8')).toBe('made\n');
});

it('can be made although the process that made it was killed half-way', async () => {
  const script = `
    import { makeCached } from ${JSON.stringify(join(import.meta.dirname, 'cache.mjs'))};
    const make = () => new Promise(() => process.kill(process.pid, 'SIGKILL'));
    await makeCached({ name: 'thing', definitions: ${JSON.stringify(definitions)}, make });`;
  await expect(execute(process.execPath, ['--input-type=module', '--eval', script])).rejects.toMatchObject({
    signal: 'SIGKILL',
  });
  expect(await readdir(await makeCached({ name: 'thing', definitions, make }))).toEqual(['jar']);
});
