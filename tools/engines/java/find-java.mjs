import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findCached } from '../downloads/cache.mjs';
import { findProgram } from '../process/find-program.mjs';
import { homeIn, RUNTIME } from './runtime.mjs';

/** Elasticsearch 9 asks for this one; the other engines are content with it. */
export const JAVA_AT_LEAST = 21;

const INSTALLED = '/usr/lib/jvm';

/**
 * The home of a Java that is new enough. The first of: MARU_JAVA_HOME, JAVA_HOME, the newest one that is installed, the
 * one on the PATH, the runtime that setup.mjs downloaded.
 * @returns {Promise<string | undefined>}
 */
export const findJava = async () => {
  for (const home of await candidates()) if ((await majorVersion(home)) >= JAVA_AT_LEAST) return home;
  return undefined;
};

/** The same, for work that was started without asking. */
export const requireJava = async () => {
  const home = await findJava();
  if (home === undefined) throw new Error(`Java ${JAVA_AT_LEAST} or newer is needed`);
  return home;
};

const candidates = async () => {
  const { MARU_JAVA_HOME, JAVA_HOME } = process.env;
  const homes = [MARU_JAVA_HOME, JAVA_HOME, ...(await installed()), await homeOnPath(), await downloaded()];
  return homes.filter((home) => home !== undefined);
};

/** Newest first. */
const installed = async () => {
  const names = await readdir(INSTALLED).catch(() => []);
  const withVersion = async (/** @type {string} */ home) => ({ home, version: await majorVersion(home) });
  const homes = await Promise.all(names.map((name) => withVersion(join(INSTALLED, name))));
  return homes.sort((a, b) => b.version - a.version).map(({ home }) => home);
};

const homeOnPath = async () => {
  const java = await findProgram('java');
  return java === undefined ? undefined : dirname(dirname(await realpath(java)));
};

const downloaded = async () => {
  const folder = await findCached(RUNTIME);
  return folder === undefined ? undefined : homeIn(folder);
};

/** As the home's `release` file says, 0 without one. @param {string} home */
const majorVersion = async (home) => {
  const release = await readFile(join(home, 'release'), 'utf8').catch(() => '');
  return Number(/^JAVA_VERSION="(\d+)/m.exec(release)?.[1] ?? 0);
};
