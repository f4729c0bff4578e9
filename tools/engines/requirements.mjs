import { findCached } from './downloads/cache.mjs';
import { DYNAMODB, JAVA_FOR_DYNAMODB } from './dynamodb/distribution.mjs';
import { ELASTICSEARCH, JAVA_FOR_ELASTICSEARCH } from './elasticsearch/distribution.mjs';
import { findJava } from './java/find-java.mjs';
import { findProgram } from './process/find-program.mjs';

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

/** @param {number} atLeast version @returns {Promise<Lack[]>} */
const jdk = async (atLeast) => {
  if ((await findJava(atLeast)) !== undefined) return [];
  const apt = `apt-get install openjdk-${atLeast}-jdk-headless`;
  const other = 'where the distribution has none, unpack one and name its folder in MARU_JAVA_HOME';
  return [{ what: `a JDK ${atLeast} or newer`, howToGet: `${apt}; ${other}` }];
};

/** Only a download needs Maven: it is not asked for when that was made. @param {Parameters<typeof findCached>[0]} download */
const toDownload = async (download) => ((await findCached(download)) === undefined ? program('mvn', 'maven') : []);

const LACKS = {
  redis: async () => [await program('redis-server', 'redis-server'), await program('redis-cli', 'redis-tools')],
  dynamodb: async () => [await jdk(JAVA_FOR_DYNAMODB), await toDownload(DYNAMODB)],
  elasticsearch: async () => [await jdk(JAVA_FOR_ELASTICSEARCH), await toDownload(ELASTICSEARCH)],
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
