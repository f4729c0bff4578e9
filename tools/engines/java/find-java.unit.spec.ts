import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findJava } from './find-java.mjs';

let root: string;
const install = async (name: string, version: string) => {
  const home = join(root, name);
  await mkdir(join(home, 'bin'), { recursive: true });
  await writeFile(join(home, 'bin/javac'), '', { mode: 0o755 });
  await writeFile(join(home, 'release'), `IMPLEMENTOR="Somebody"\nJAVA_VERSION="${version}"\n`);
  return home;
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'maru-java-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

it('MARU_JAVA_HOME comes first, then JAVA_HOME', async () => {
  vi.stubEnv('JAVA_HOME', await install('b', '25.0.1'));
  expect(await findJava(21)).toBe(join(root, 'b'));
  vi.stubEnv('MARU_JAVA_HOME', await install('a', '21'));
  expect(await findJava(21)).toBe(join(root, 'a'));
});

it('passes over one that is too old', async () => {
  vi.stubEnv('MARU_JAVA_HOME', await install('old', '17.0.15'));
  vi.stubEnv('JAVA_HOME', await install('new', '21.0.8'));
  expect(await findJava(21)).toBe(join(root, 'new'));
});

it('passes over a folder that is none, and a runtime without a compiler', async () => {
  vi.stubEnv('MARU_JAVA_HOME', join(root, 'nothing'));
  vi.stubEnv('JAVA_HOME', await install('runtime', '25'));
  await rm(join(root, 'runtime/bin/javac'));
  expect([join(root, 'nothing'), join(root, 'runtime')]).not.toContain(await findJava(21));
});
