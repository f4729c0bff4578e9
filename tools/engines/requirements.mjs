import { findCached } from './downloads/cache.mjs';
import { findProgram } from './process/find-program.mjs';
import { DYNAMODB } from './dynamodb/distribution.mjs';
import { ELASTICSEARCH } from './elasticsearch/distribution.mjs';
import { findJava, JAVA_AT_LEAST } from './java/find-java.mjs';

/**
 * Something that an engine needs and this machine lacks.
 * @typedef {object} Lack
 * @property {string} what
 * @property {string} howToGet
 */

/** @param {string} program @param {string} debianPackage @returns {Promise<Lack[]>} */
const program = async (program, debianPackage) => {
  if ((await findProgram(program)) !== undefined) return [];
  return [{ what: program, howToGet: `apt-get install ${debianPackage}` }];
};

/** @returns {Promise<Lack[]>} */
const java = async () => {
  if ((await findJava()) !== undefined) return [];
  const apt = `apt-get install openjdk-${JAVA_AT_LEAST}-jre-headless`;
  const others = 'node tools/engines/setup.mjs (fetches one with pip), or MARU_JAVA_HOME=<where one lies>';
  return [{ what: `Java ${JAVA_AT_LEAST} or newer`, howToGet: `${apt} (not in Debian 12), or ${others}` }];
};

/** What only a download needs is not asked for when it was made. @param {Parameters<typeof findCached>[0]} download */
const toDownload = async (download) => {
  if ((await findCached(download)) !== undefined) return [];
  return [await program('mvn', 'maven'), await program('unzip', 'unzip'), await program('zip', 'zip')].flat();
};

const LACKS = {
  redis: async () => [await program('redis-server', 'redis-server'), await program('redis-cli', 'redis-tools')],
  dynamodb: async () => [await java(), await toDownload(DYNAMODB)],
  elasticsearch: async () => [await java(), await toDownload(ELASTICSEARCH)],
  nginx: async () => [await program('nginx', 'nginx')],
};

/** @typedef {keyof typeof LACKS} EngineName */

/** @param {EngineName} engine */
const lacksOf = async (engine) => (await LACKS[engine]()).flat();

/**
 * The engines that cannot run on this machine, with what they lack. Starts and downloads nothing.
 * @returns {Promise<{ engine: EngineName, lacks: Lack[] }[]>}
 */
export const missingEngines = async () => {
  const engines = /** @type {EngineName[]} */ (Object.keys(LACKS));
  const all = await Promise.all(engines.map(async (engine) => ({ engine, lacks: await lacksOf(engine) })));
  return all.filter(({ lacks }) => lacks.length > 0);
};

/**
 * @param {EngineName} engine
 * @throws with what it lacks and how to get that
 */
export const requireEngine = async (engine) => {
  const lacks = await lacksOf(engine);
  if (lacks.length === 0) return;
  const lines = lacks.map(({ what, howToGet }) => `  ${what}: ${howToGet}`);
  throw new Error(`${engine} cannot run here. It lacks\n${lines.join('\n')}`);
};
