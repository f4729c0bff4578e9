import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findProgram } from '../process/find-program.mjs';
import { run } from '../process/run.mjs';
import { Engine } from '../process/engine.mjs';
import { freePort, LOOPBACK } from '../process/free-port.mjs';
import { makeRunFolder } from '../process/run-folder.mjs';
import { requireEngine } from '../requirements.mjs';

/**
 * What stands inside `http { … }`: upstreams and servers. Everything is to listen on the given address.
 * @typedef {(address: { host: string, port: number }) => string} NginxConfig
 */

/** NGINX in the foreground, all its files in its own folder. */
export class Nginx extends Engine {
  /** @param {{ program: string, folder: string, port: number, logFile: string | undefined }} options */
  constructor({ program, folder, port, logFile }) {
    const url = `http://${LOOPBACK}:${port}`;
    super({
      name: 'nginx',
      command: program,
      args: ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'],
      folder,
      answers: () => fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2000) }),
      startSeconds: 10,
      logFile,
    });
    this.url = url;
  }
}

/**
 * Starts NGINX on loopback.
 * @param {{ config: NginxConfig, port?: number, logFile?: string }} options `port`: default is a free one
 * @returns {Promise<Nginx>}
 * @throws when this machine lacks something, see `missingEngines`; when NGINX refuses the configuration
 */
export const startNginx = async ({ config, port: wanted, logFile }) => {
  await requireEngine('nginx');
  const program = (await findProgram('nginx')) ?? 'nginx';
  const folder = await makeRunFolder('nginx');
  const port = wanted ?? (await freePort());
  const http = config({ host: LOOPBACK, port });
  await mkdir(join(folder, 'tmp'));
  await writeFile(join(folder, 'nginx.conf'), completeConfig({ http, mimeTypes: await mimeTypesOf(program) }));
  const engine = new Nginx({ program, folder, port, logFile });
  await engine.start();
  return engine;
};

/** The part that depends on where NGINX runs. @param {{ http: string, mimeTypes: string }} parts */
const completeConfig = ({ http, mimeTypes }) => `
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr warn;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
  include ${mimeTypes};
  access_log off;
  client_body_temp_path tmp/body;
  proxy_temp_path tmp/proxy;
  fastcgi_temp_path tmp/fastcgi;
  uwsgi_temp_path tmp/uwsgi;
  scgi_temp_path tmp/scgi;
${http}
}
`;

/** NGINX brings them, beside its default configuration, whose path only `-V` (on standard error) tells. @param {string} program */
const mimeTypesOf = async (program) => {
  const built = await run('sh', ['-c', '"$0" -V 2>&1', program]);
  const path = /--conf-path=(\S+)/.exec(built)?.[1] ?? '/etc/nginx/nginx.conf';
  return join(dirname(path), 'mime.types');
};
