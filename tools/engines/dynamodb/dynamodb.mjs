import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCached } from '../downloads/cache.mjs';
import { requireJava } from '../java/find-java.mjs';
import { compilerOptions } from '../java/jvm-options.mjs';
import { Engine } from '../process/engine.mjs';
import { freePort, LOOPBACK } from '../process/free-port.mjs';
import { makeRunFolder } from '../process/run-folder.mjs';
import { requireEngine } from '../requirements.mjs';
import { classesIn, DYNAMODB, JAVA_FOR_DYNAMODB, jarsIn } from './distribution.mjs';

/** DynamoDB Local. Any credentials and region will do, and all see the same tables. */
export class DynamoDb extends Engine {
  /**
   * @param {object} options
   * @param {string} options.java its home
   * @param {string} options.distribution
   * @param {string} options.folder
   * @param {number} options.port
   * @param {readonly string[]} options.storage
   * @param {readonly string[]} options.jvmOptions
   * @param {string | undefined} options.logFile
   */
  constructor({ java, distribution, folder, port, storage, jvmOptions, logFile }) {
    const endpoint = `http://${LOOPBACK}:${port}`;
    const natives = ['--enable-native-access=ALL-UNNAMED', `-Djava.library.path=${jarsIn(distribution)}`];
    const jvm = ['-Xmx512m', '-XX:+UseSerialGC', ...natives, ...jvmOptions];
    const classpath = `${classesIn(distribution)}:${jarsIn(distribution)}/*`;
    const server = ['LoopbackServer', '-port', String(port), '-sharedDb', '-disableTelemetry', ...storage];
    super({
      name: 'dynamodb',
      command: join(java, 'bin/java'),
      args: [...jvm, '-classpath', classpath, ...server],
      folder,
      answers: () => fetch(endpoint, { signal: AbortSignal.timeout(2000) }),
      startSeconds: 90,
      logFile,
    });
    this.endpoint = endpoint;
  }
}

/**
 * Starts DynamoDB Local, after downloading it if need be.
 * @param {{ durable?: boolean, longRunning?: boolean } & import('../process/place.mjs').Place} [options]
 * `durable`: keeps its data over `kill` and `restart`, and is slower (default: in memory, unless there is a `dataDir`);
 * `longRunning`: see `compilerOptions`
 * @returns {Promise<DynamoDb>}
 * @throws when this machine lacks something: see `missingEngines`
 */
export const startDynamoDb = async ({ durable = false, longRunning = false, dataDir, logFile } = {}) => {
  await requireEngine('dynamodb');
  const distribution = await makeCached(DYNAMODB);
  const folder = await makeRunFolder('dynamodb');
  const data = dataDir ?? join(folder, 'data');
  await mkdir(data, { recursive: true });
  const storage = durable || dataDir !== undefined ? ['-dbPath', data] : ['-inMemory'];
  const engine = new DynamoDb({
    java: await requireJava(JAVA_FOR_DYNAMODB),
    distribution,
    folder,
    port: await freePort(),
    storage,
    jvmOptions: compilerOptions(longRunning),
    logFile,
  });
  await engine.start();
  return engine;
};
