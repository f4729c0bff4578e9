import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findProgram, isProgram } from '../process/find-program.mjs';

const INSTALLED = '/usr/lib/jvm';

/**
 * The home of a JDK that is new enough. The first of: MARU_JAVA_HOME, JAVA_HOME, the newest one that is installed, the
 * one on the PATH. A mere Java runtime will not do: something is compiled, and Elasticsearch uses the JDK's modules.
 * @param {number} atLeast version
 * @returns {Promise<string | undefined>}
 */
export const findJava = async (atLeast) => {
  for (const home of await candidates()) if ((await majorVersion(home)) >= atLeast) return home;
  return undefined;
};

/** The same, for work that was started without asking. @param {number} atLeast version */
export const requireJava = async (atLeast) => {
  const home = await findJava(atLeast);
  if (home === undefined) throw new Error(`A JDK ${atLeast} or newer is needed`);
  return home;
};

const candidates = async () => {
  const { MARU_JAVA_HOME, JAVA_HOME } = process.env;
  return [MARU_JAVA_HOME, JAVA_HOME, ...(await installed()), await homeOnPath()].filter((home) => home !== undefined);
};

/** Newest first. */
const installed = async () => {
  const names = await readdir(INSTALLED).catch(() => []);
  const withVersion = async (/** @type {string} */ home) => ({ home, version: await majorVersion(home) });
  const homes = await Promise.all(names.map((name) => withVersion(join(INSTALLED, name))));
  return homes.sort((a, b) => b.version - a.version).map(({ home }) => home);
};

const homeOnPath = async () => {
  const compiler = await findProgram('javac');
  return compiler === undefined ? undefined : dirname(dirname(await realpath(compiler)));
};

/** As the `release` file of a JDK says; 0 for anything else. @param {string} home */
const majorVersion = async (home) => {
  if (!(await isProgram(join(home, 'bin/javac')))) return 0;
  const release = await readFile(join(home, 'release'), 'utf8').catch(() => '');
  return Number(/^JAVA_VERSION="(\d+)/m.exec(release)?.[1] ?? 0);
};
