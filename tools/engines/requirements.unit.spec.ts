import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { missingEngines, requireEngine } from './requirements.mjs';

let path: string;
const install = (program: string) => writeFile(join(path, program), '', { mode: 0o755 });
const lacksOf = async (engine: string) => {
  const missing = await missingEngines();
  return missing.find((entry) => entry.engine === engine)?.lacks ?? [];
};

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'maru-path-'));
  vi.stubEnv('PATH', path);
  vi.stubEnv('MARU_ENGINES_CACHE', join(path, 'cache'));
  const home = join(path, 'java');
  await mkdir(join(home, 'bin'), { recursive: true });
  await writeFile(join(home, 'bin/javac'), '', { mode: 0o755 });
  await writeFile(join(home, 'release'), 'JAVA_VERSION="21"\n');
  vi.stubEnv('MARU_JAVA_HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(path, { recursive: true });
});

it('an engine is missing while one of its programs is, and says how to get it', async () => {
  expect((await lacksOf('redis')).map(({ what }) => what)).toEqual(['redis-server', 'redis-cli']);
  await install('redis-server');
  expect(await lacksOf('redis')).toEqual([{ what: 'redis-cli', howToGet: 'apt-get install redis-tools' }]);
  await expect(requireEngine('redis')).rejects.toThrow(/redis-cli: apt-get install redis-tools/);
  await install('redis-cli');
  expect(await lacksOf('redis')).toEqual([]);
  await expect(requireEngine('redis')).resolves.toBeUndefined();
});

it('an engine that is not downloaded yet needs what downloads it', async () => {
  expect(await lacksOf('elasticsearch')).toEqual([{ what: 'mvn', howToGet: 'apt-get install maven' }]);
  await install('mvn');
  expect(await lacksOf('elasticsearch')).toEqual([]);
});
