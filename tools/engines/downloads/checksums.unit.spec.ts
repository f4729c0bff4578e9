import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyChecksums } from './checksums.mjs';

const line = (name: string, content: string) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`;

let folder: string;
let list: string;
const downloaded = (name: string, content: string) => writeFile(join(folder, 'jars', name), content);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru-checksums-'));
  list = join(folder, 'checksums.sha256');
  await mkdir(join(folder, 'jars'));
  await writeFile(list, line('a.jar', 'content of a') + line('b.jar', 'content of b'));
  await downloaded('a.jar', 'content of a');
});
afterEach(() => rm(folder, { recursive: true }));

const verify = () => verifyChecksums(join(folder, 'jars'), list);

it('accepts exactly the listed files', async () => {
  await downloaded('b.jar', 'content of b');
  await expect(verify()).resolves.toBeUndefined();
});

it('refuses a file with another content', async () => {
  await downloaded('b.jar', 'something else');
  await expect(verify()).rejects.toThrow(/b\.jar/);
  await expect(verify()).rejects.not.toThrow(/a\.jar/);
});

it('refuses a file too few', async () => {
  await expect(verify()).rejects.toThrow(/b\.jar: missing/);
});

it('refuses a file too many', async () => {
  await downloaded('b.jar', 'content of b');
  await downloaded('c.jar', 'content of c');
  await expect(verify()).rejects.toThrow(/c\.jar: .*not expected/);
});
