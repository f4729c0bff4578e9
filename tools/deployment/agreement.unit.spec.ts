import { parseConfig } from '@maru/runtime';
import { describe, expect, it } from 'vitest';
import { textOf } from '../structure/repository.mjs';
import {
  addressIn,
  byDefault,
  networksOf,
  publishedPorts,
  serviceOf,
  services,
  type ComposeService,
} from './testing/compose-file.ts';
import { envOf, lastOf, stageOf } from './testing/dockerfile.ts';
import { kong, routes } from './testing/kong-file.ts';

const ENGINE_PORTS: Readonly<Record<string, string>> = { redis: '6379', dynamodb: '8000', elasticsearch: '9200' };
/** How long Kong keeps idle connections to the API, by default. */
const KONG_KEEPS_IDLE_MS = 60_000;

const template = textOf('infra/nginx/maru.conf.template');
const settings = new Set(
  textOf('libs/runtime/src/config.ts')
    .match(/^ {2}[A-Z][A-Z_]+(?=:)/gm)
    ?.map((line) => line.trim()),
);
const ofMaru = services.filter(
  ({ build }) => typeof build === 'object' && ['api', 'persister', 'indexer', 'admin'].includes(build.target),
);

const imageEnvOf = (service: ComposeService) => {
  const stage = stageOf(service);
  return stage ? envOf(stage) : {};
};
const envOfService = (service: ComposeService): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...imageEnvOf(service), ...service.environment }).map(([name, value]) => [name, byDefault(value)]),
  );
/** What a file says a number is: `pattern` has it as its group. Powers of ten and products are worked out. */
const numberIn = (file: string, pattern: RegExp) =>
  (pattern.exec(textOf(file))?.[1] ?? 'NaN')
    .split('*')
    .reduce((product, part) => product * Number(part.replaceAll('_', '')), 1);
const containerPorts = (name: string) => (serviceOf(name).ports ?? []).map((port) => port.split(':').at(-1));
const matchesRoute = (path: string, upgrade = false) =>
  routes.filter(
    ({ paths, headers }) =>
      (headers !== undefined) === upgrade &&
      paths.some((pattern) =>
        pattern.startsWith('~') ? new RegExp(`^${pattern.slice(1)}`).test(path) : path.startsWith(pattern),
      ),
  );

describe.each(ofMaru)('the settings of $name', (service) => {
  it('are settings that there are', () => {
    const given = { ...service.environment, ...imageEnvOf(service) };
    const unknown = Object.keys(given).filter((name) => name !== 'NODE_ENV' && !settings.has(name));
    expect(unknown).toEqual([]);
  });

  it('are ones that the program takes', () => {
    const config = parseConfig(envOfService(service));
    expect(config).toMatchObject({ topology: 'cluster', host: '0.0.0.0', port: 3000 });
    expect(config.replica).toBe(service.name);
  });

  it('name engines that there are, by the ports that they listen on, in a network of both', () => {
    const env = envOfService(service);
    for (const name of ['REDIS_URL', 'DYNAMODB_ENDPOINT', 'ELASTICSEARCH_URL']) {
      const { hostname, port } = new URL(env[name] ?? '');
      expect(port, name).toBe(ENGINE_PORTS[hostname]);
      const common = networksOf(serviceOf(hostname)).filter((network) => networksOf(service).includes(network));
      expect(common, name).not.toEqual([]);
    }
  });
});

describe('on the way to the API', () => {
  it('NGINX listens where it is published, and passes on to where Kong listens', () => {
    const nginx = envOfService(serviceOf('nginx'));
    expect(containerPorts('nginx')).toEqual([nginx['NGINX_LISTEN']]);
    const proxy = serviceOf('kong').environment?.['KONG_PROXY_LISTEN'] ?? '';
    expect(nginx['NGINX_API_SERVERS']).toBe(`server kong:${proxy.split(':')[1] ?? ''};`);
  });

  it('Kong and its manager listen where they are published', () => {
    for (const name of ['kong', 'kong-manager']) {
      const listens = Object.entries(serviceOf(name).environment ?? {}).filter(([key]) => key.endsWith('_LISTEN'));
      const ports = listens.flatMap(([, value]) => value.split(':')[1] ?? []);
      expect(containerPorts(name).sort()).toEqual(ports.sort());
    }
  });

  it('Kong knows every replica, by the port that it listens on, in a network of both', () => {
    const replicas = services.filter(({ name }) => name.startsWith('api-'));
    const listening = replicas.map((replica) => `${replica.name}:${envOfService(replica)['MARU_PORT'] ?? ''}`);
    expect(kong.upstreams[0]?.targets.map(({ target }) => target)).toEqual(listening);
    for (const replica of replicas) expect(networksOf(replica)).toContain('api');
    expect(networksOf(serviceOf('kong'))).toContain('api');
    expect(new Set(kong.services.map(({ host }) => host))).toEqual(new Set(kong.upstreams.map(({ name }) => name)));
  });

  it('Kong believes NGINX, and nobody else, about who a client is', () => {
    expect(networksOf(serviceOf('nginx'))).toEqual(['edge']);
    const address = addressIn('edge', serviceOf('nginx'));
    expect(address).toBeDefined();
    expect(serviceOf('kong').environment?.['KONG_TRUSTED_IPS']).toBe(address);
  });

  it('every address of the API is let through, and no metrics', () => {
    const graphql = /GRAPHQL_PATH = '([^']+)'/.exec(textOf('apps/api/src/graphql/apollo-options.ts'))?.[1] ?? '';
    const health = [...textOf('apps/api/src/http/health-routes.ts').matchAll(/http\.get\('([^']+)'/g)];
    const pages = ['/', '/voyager', '/playground/assets/index-12345678.js'];
    const paths = [graphql, ...pages, ...health.map(([, path = '']) => path)];
    expect(paths).toEqual(expect.arrayContaining(['/graphql', '/health/live', '/health/ready']));
    for (const path of paths) expect(matchesRoute(path), path).toHaveLength(1);
    expect(matchesRoute(graphql, true)).toHaveLength(1);
    for (const path of ['/metrics', '/graphqlfoo', '/graphql/', '/health'])
      expect(matchesRoute(path), path).toEqual([]);
    expect(template).toContain(`location = ${graphql} {`);
  });

  it('is asked for health what every process answers', () => {
    const ready = kong.upstreams[0]?.healthchecks.active.http_path ?? '';
    for (const file of ['apps/api/src/http/health-routes.ts', 'libs/runtime/src/status-server.ts'])
      expect(textOf(file)).toContain(`'${ready}'`);
    for (const service of ofMaru.filter(({ name }) => name !== 'admin')) {
      const stage = stageOf(service);
      expect(stage && lastOf(stage, 'HEALTHCHECK')).toContain(`'${ready}'`);
    }
  });
});

describe('limits', () => {
  it('of a request are wider in front of the API than in it', () => {
    const ofApi = numberIn('apps/api/src/graphql/limits.ts', /REQUEST_BODY = ([\d_* ]+);/);
    const ofNginx = Number(/client_max_body_size (\d+)k;/.exec(template)?.[1]) * 1024;
    expect(ofApi).toBe(64 * 1024);
    expect(ofNginx).toBeGreaterThan(ofApi);
    expect(serviceOf('kong').environment?.['KONG_NGINX_HTTP_CLIENT_MAX_BODY_SIZE']).toBe(`${ofNginx / 1024}k`);
  });

  it('of silence are longer than the API is silent on a socket', () => {
    const beat = numberIn('apps/api/src/socket/heartbeat.ts', /BEAT_MS = ([\d_]+);/);
    expect(beat).toBeGreaterThan(0);
    expect(Number(/proxy_read_timeout (\d+)s;/.exec(template)?.[1]) * 1_000).toBeGreaterThan(3 * beat);
    const sockets = routes.find(({ headers }) => headers !== undefined);
    expect(sockets?.service.read_timeout).toBeGreaterThan(3 * beat);
  });

  it('of idle connections are longest in the API: a request meets no closed one', () => {
    const ofApi = numberIn('apps/api/src/http/edge.ts', /KEEP_ALIVE_MS = ([\d_]+);/);
    expect(ofApi).toBeGreaterThan(KONG_KEEPS_IDLE_MS);
    expect(ofApi).toBeGreaterThan(Number(/keepalive_timeout (\d+)s;/.exec(template)?.[1]) * 1_000);
  });
});

it('the image fills in every parameter of the configuration of NGINX', () => {
  const [parameters, env] = [template.match(/(?<=\$\{)[A-Z_]+(?=\})/g), imageEnvOf(serviceOf('nginx'))];
  const filter = new RegExp(env['NGINX_ENVSUBST_FILTER'] ?? '');
  expect(new Set(parameters)).toEqual(new Set(Object.keys(env).filter((name) => filter.test(name))));
});

it('clients hear of a failure in the same words, whoever finds out', () => {
  const unavailable = textOf('libs/adapters/cluster/src/unavailable.ts');
  const message = /'UNAVAILABLE', '([^']+)'/.exec(unavailable)?.[1] ?? 'none';
  expect(template).toContain(`"message":"${message}","extensions":{"code":"UNAVAILABLE","retryable":true}`);
});

it('the engines in containers are the versions that were tested', () => {
  const pomOf = (engine: string) => textOf(`tools/engines/${engine}/distribution/pom.xml`);
  for (const [engine, image] of [
    ['elasticsearch', serviceOf('elasticsearch').image],
    ['elasticsearch', serviceOf('kibana').image],
    ['dynamodb', serviceOf('dynamodb').image],
  ] as const)
    expect(pomOf(engine), image).toContain(`<version>${image.split(':')[1] ?? ''}</version>`);
  for (const name of ['elasticsearch', 'dynamodb'])
    expect(stageOf(serviceOf(name))?.base.split(':')[1]).toBe(serviceOf(name).image.split(':')[1]);
});

it('README.md tells where everything is', () => {
  const readme = textOf('README.md');
  const { open, loopback } = publishedPorts(services);
  const ofHost = [...open, ...loopback].map((port) => port.split(':').at(-2) ?? '');
  const told = ofHost.filter((port) => readme.includes(port === '80' ? '`http://localhost`' : `localhost:${port}`));
  expect(told).toEqual(ofHost);
});
