import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCached } from '../downloads/cache.mjs';
import { requireJava } from '../java/find-java.mjs';
import { Engine } from '../process/engine.mjs';
import { freePort, LOOPBACK } from '../process/free-port.mjs';
import { makeRunFolder } from '../process/run-folder.mjs';
import { requireEngine } from '../requirements.mjs';
import { classesIn, DYNAMODB, jarsIn } from './distribution.mjs';

/** DynamoDB Local. Any credentials and region will do, and all see the same tables. */
export class DynamoDb extends Engine {
  /** @param {{ java: string, distribution: string, folder: string, port: number, storage: readonly string[] }} options */
  constructor({ java, distribution, folder, port, storage }) {
    const endpoint = `http://${LOOPBACK}:${port}`;
    const jvm = ['-Xmx512m', '--enable-native-access=ALL-UNNAMED', `-Djava.library.path=${jarsIn(distribution)}`];
    const classpath = `${classesIn(distribution)}:${jarsIn(distribution)}/*`;
    const server = ['LoopbackServer', '-port', String(port), '-sharedDb', '-disableTelemetry', ...storage];
    super({
      name: 'dynamodb',
      command: join(java, 'bin/java'),
      args: [...jvm, '-classpath', classpath, ...server],
      folder,
      answers: () => fetch(endpoint, { signal: AbortSignal.timeout(2000) }),
      startSeconds: 90,
    });
    this.endpoint = endpoint;
  }
}

/**
 * Starts DynamoDB Local, after downloading it if need be.
 * @param {object} [options]
 * @param {boolean} [options.durable] keeps its data over `kill` and `restart`, and is slower; default: in memory
 * @returns {Promise<DynamoDb>}
 * @throws when this machine lacks something: see `missingEngines`
 */
export const startDynamoDb = async ({ durable = false } = {}) => {
  await requireEngine('dynamodb');
  const distribution = await makeCached(DYNAMODB);
  const folder = await makeRunFolder('dynamodb');
  const data = join(folder, 'data');
  await mkdir(data);
  const storage = durable ? ['-dbPath', data] : ['-inMemory'];
  const engine = new DynamoDb({ java: await requireJava(), distribution, folder, port: await freePort(), storage });
  await engine.start();
  return engine;
};
