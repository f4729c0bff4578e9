import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Refuses a folder that does not hold exactly the files of a list in the format of `sha256sum`.
 * @param {string} folder
 * @param {string} list path of the list
 */
export const verifyChecksums = async (folder, list) => {
  const expected = parse(await readFile(list, 'utf8'));
  const actual = new Map();
  for (const file of await readdir(folder)) actual.set(file, await sha256(join(folder, file)));

  const names = new Set([...expected.keys(), ...actual.keys()]);
  const wrong = [...names].filter((name) => expected.get(name) !== actual.get(name)).sort();
  if (wrong.length > 0) {
    const lines = wrong.map(
      (name) => `  ${name}: ${actual.get(name) ?? 'missing'}, not ${expected.get(name) ?? 'expected'}`,
    );
    throw new Error(`What was downloaded is not what ${list} lists:\n${lines.join('\n')}`);
  }
};

/** @param {string} text */
const parse = (text) => {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
};

/** @param {string} file */
const sha256 = async (file) => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};
