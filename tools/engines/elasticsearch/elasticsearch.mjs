import { chown, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCached } from '../downloads/cache.mjs';
import { requireJava } from '../java/find-java.mjs';
import { compilerOptions } from '../java/jvm-options.mjs';
import { Engine } from '../process/engine.mjs';
import { freePort, LOOPBACK } from '../process/free-port.mjs';
import { makeRunFolder } from '../process/run-folder.mjs';
import { run } from '../process/run.mjs';
import { requireEngine } from '../requirements.mjs';
import { ELASTICSEARCH, homeIn, JAVA_FOR_ELASTICSEARCH } from './distribution.mjs';

/** @typedef {import('../process/run-folder.mjs').Owner} Owner */

/** Elasticsearch refuses to run as root; `nobody` then runs it. @type {Owner | undefined} */
const OWNER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** Elasticsearch 9 with the components of nori, `cjk_width` and `cjk_bigram`; no security, one node. */
export class Elasticsearch extends Engine {
  /**
   * @param {object} options
   * @param {string} options.java its home
   * @param {string} options.home of Elasticsearch
   * @param {string} options.folder
   * @param {number} options.port
   * @param {readonly string[]} options.jvmOptions
   * @param {string | undefined} options.logFile
   */
  constructor({ java, home, folder, port, jvmOptions, logFile }) {
    const url = `http://${LOOPBACK}:${port}`;
    super({
      name: 'elasticsearch',
      command: 'bash',
      args: [join(home, 'bin/elasticsearch')],
      folder,
      env: {
        PATH: process.env['PATH'],
        ES_JAVA_HOME: java,
        ES_PATH_CONF: join(folder, 'config'),
        ES_TMPDIR: join(folder, 'tmp'),
        ES_JAVA_OPTS: ['-Xms512m', '-Xmx512m', ...jvmOptions].join(' '),
        CLI_JAVA_OPTS: compilerOptions(false).join(' '), // of the short-lived Java that starts it
      },
      ...(OWNER && { owner: OWNER }),
      answers: () => isHealthy(url),
      startSeconds: 240,
      logFile,
    });
    this.url = url;
  }
}

/** @param {string} url */
const isHealthy = async (url) => {
  const health = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=2s`, {
    signal: AbortSignal.timeout(5000),
  });
  if (!health.ok) throw new Error(await health.text());
};

/**
 * Starts Elasticsearch, after downloading it if need be.
 * @param {{ longRunning?: boolean } & import('../process/place.mjs').Place} [options] `longRunning`: see `compilerOptions`
 * @returns {Promise<Elasticsearch>}
 * @throws when this machine lacks something: see `missingEngines`
 */
export const startElasticsearch = async ({ longRunning = false, dataDir, logFile } = {}) => {
  await requireEngine('elasticsearch');
  const home = homeIn(await makeCached(ELASTICSEARCH));
  const java = await requireJava(JAVA_FOR_ELASTICSEARCH);
  await requireAccess(
    '-r',
    [join(home, 'bin/elasticsearch'), join(java, 'bin/java')],
    'MARU_ENGINES_CACHE / MARU_JAVA_HOME',
  );

  const folder = await makeRunFolder('elasticsearch', OWNER);
  const [port, transportPort] = [await freePort(), await freePort()];
  const engine = new Elasticsearch({ java, home, folder, port, jvmOptions: compilerOptions(longRunning), logFile });
  await configure({ home, folder, port, transportPort, dataDir: dataDir ?? join(folder, 'data') });
  await engine.start();
  return engine;
};

/**
 * Its configuration is never the distribution's own.
 * @param {{ home: string, folder: string, port: number, transportPort: number, dataDir: string }} options
 */
const configure = async ({ home, folder, port, transportPort, dataDir }) => {
  const config = join(folder, 'config');
  for (const name of ['config', 'logs', 'tmp']) await mkdir(join(folder, name));
  await mkdir(dataDir, { recursive: true });
  for (const name of ['jvm.options', 'log4j2.properties']) {
    await copyFile(join(home, 'config', name), join(config, name));
  }
  const settings = {
    'cluster.name': 'maru',
    'discovery.type': 'single-node',
    'network.host': LOOPBACK,
    'http.port': port,
    'transport.port': transportPort,
    'path.data': dataDir,
    'path.logs': join(folder, 'logs'),
    'xpack.security.enabled': false,
    // A nearly full disk is no reason to refuse a test's documents.
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  await writeFile(join(config, 'elasticsearch.yml'), lines.join(''));
  if (!OWNER) return;
  await giveAway(folder, OWNER);
  await chown(dataDir, OWNER.uid, OWNER.gid);
  await requireAccess('-w', [dataDir], 'MARU_DATA_DIR');
};

/** @param {string} folder @param {Owner} owner */
const giveAway = async (folder, { uid, gid }) => {
  for (const name of await readdir(folder, { recursive: true })) await chown(join(folder, name), uid, gid);
};

/** @param {'-r' | '-w'} access @param {readonly string[]} files @param {string} setting that names another folder */
const requireAccess = async (access, files, setting) => {
  if (!OWNER) return;
  for (const file of files) {
    await run('test', [access, file], { ...OWNER, cwd: '/' }).catch(() => {
      const advice = `Run as another user, or name a folder that everybody may reach in ${setting}.`;
      throw new Error(`Elasticsearch does not run as root, and user ${OWNER.uid} may not use ${file}. ${advice}`);
    });
  }
};
