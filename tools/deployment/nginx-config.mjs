import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TEMPLATE = join(import.meta.dirname, '../../infra/nginx/maru.conf.template');

/**
 * The configuration of the one address of a cluster: what stands inside `http { … }`.
 * @param {object} options
 * @param {string} options.listen address and port
 * @param {readonly string[]} options.apiServers `host:port` of each API replica; one that cannot be reached is left out for a second
 * @param {string} options.clientDir folder of the built client
 * @param {string} options.publicUrl the one own origin, as the API has it
 * @param {string} [options.embedOrigins] origins of the pages that may show the client in a frame, as the API has them
 */
export const nginxConfig = ({ listen, apiServers, clientDir, publicUrl, embedOrigins = '' }) => {
  /** @type {Record<string, string>} */
  const parameters = {
    NGINX_LISTEN: listen,
    NGINX_API_SERVERS: apiServers.map((server) => `server ${server} max_fails=1 fail_timeout=1s;`).join('\n  '),
    NGINX_CLIENT_DIR: resolve(clientDir),
    MARU_PUBLIC_URL: publicUrl,
    MARU_EMBED_ORIGINS: embedOrigins.split(/[\s,]+/).join(' '),
  };
  return readFileSync(TEMPLATE, 'utf8').replace(/\$\{([A-Z_]+)\}/g, (whole, name) => parameters[name] ?? whole);
};
