import { createHash } from 'node:crypto';
import { access, chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withLock } from './lock.mjs';
import { say } from './progress.mjs';

/** Where downloads stay: an ignored folder of this clone, or the folder that MARU_ENGINES_CACHE names. */
const cacheFolder = () => process.env['MARU_ENGINES_CACHE'] ?? join(import.meta.dirname, '../.cache');

/**
 * A folder that is made once and never changed: downloaded, checked and built.
 * @typedef {object} Cached
 * @property {string} name
 * @property {readonly string[]} definitions folders whose content decides what is made: a change makes another one
 * @property {(folder: string) => Promise<void>} make fills an empty folder
 */

/** Where it lies, if it was made already. @param {Pick<Cached, 'name' | 'definitions'>} cached */
export const findCached = async (cached) => {
  const folder = await placeOf(cached);
  return (await exists(folder)) ? folder : undefined;
};

/**
 * Where it lies, after making it if need be. It appears whole or not at all, and several processes may ask at once: one
 * makes it, the others wait.
 * @param {Cached} cached
 */
export const makeCached = async (cached) => {
  const folder = await placeOf(cached);
  if (await exists(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  const makeIfMissing = async () => {
    if (!(await exists(folder))) await makeWhole(folder, cached.make);
    return folder;
  };
  return withLock(folder, makeIfMissing, () => say(`another process prepares ${cached.name}: waiting for it …`));
};

/** @param {string} folder @param {Cached['make']} make */
const makeWhole = async (folder, make) => {
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true }); // of somebody who was stopped half-way
  await mkdir(draft);
  await chmod(draft, 0o755);
  try {
    await make(draft);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
};

/** @param {Pick<Cached, 'name' | 'definitions'>} cached */
const placeOf = async ({ name, definitions }) => {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(definitions.map(filesOf))).flat()) {
    hash.update(basename(file)).update(await readFile(file));
  }
  return join(cacheFolder(), `${name}-${hash.digest('hex').slice(0, 12)}`);
};

/** @param {string} definition */
const filesOf = async (definition) => (await readdir(definition)).sort().map((file) => join(definition, file));

/** @param {string} path */
const exists = async (path) =>
  access(path).then(
    () => true,
    () => false,
  );
