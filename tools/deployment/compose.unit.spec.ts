import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../structure/repository.mjs';
import { compose, COMPOSE_FILE, networksOf, publishedPorts, serviceOf, services } from './testing/compose-file.ts';
import { lastOf, stageOf } from './testing/dockerfile.ts';

const RULES = {
  // Built images have a name that several services share.
  'no-build-and-image': 0,
  // Two ports are for everybody: which, is looked at below.
  'no-unbound-port-interfaces': 0,
  // Services stand in the order in which a request meets them, and their keys in that of a reader's questions.
  'service-dependencies-alphabetical-order': 0,
  'service-keys-order': 0,
  'services-alphabetical-order': 0,
  'top-level-properties-order': 0,
} as const;

const ENGINES = ['redis', 'dynamodb', 'elasticsearch'];
const DASHBOARDS = ['kong-manager', 'kibana', 'redisinsight', 'dynamodb-admin'];

it('follows the compose specification, and what its linter asks for', () => {
  const [result] = new DCLinter({ rules: RULES, quiet: true, debug: false, exclude: [] }).lintFiles(
    [join(ROOT, COMPOSE_FILE)],
    false,
  );
  expect(result?.messages.map(({ rule, line, message }) => `${line} ${rule}: ${message}`)).toEqual([]);
});

describe.each(services)('$name', (service) => {
  const stage = stageOf(service);

  it('is of a version that does not change by itself', () => {
    for (const image of [service.image, ...(stage ? [stage.base] : [])])
      if (image !== 'app') expect(image).toMatch(/:\d+\.\d+\.\d+[\w.-]*$/);
  });

  it('can do little to the machine, and does not run as root', () => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.user ?? (stage && lastOf(stage, 'USER'))).toMatch(/^(?!root|0)\w+/);
  });

  it('has bounds, and comes back when it ends', () => {
    expect(service.deploy?.resources?.limits).toEqual({
      cpus: expect.stringMatching(/^\d+(\.\d+)?$/) as string,
      memory: expect.stringMatching(/^\d+[MG]$/) as string,
      pids: expect.any(Number) as number,
    });
    expect(service.restart).toMatch(/^(unless-stopped|on-failure:3)$/);
  });

  it('tells whether it is well', () => {
    const check = service.healthcheck ?? (stage && lastOf(stage, 'HEALTHCHECK'));
    expect(check).toBeDefined();
  });

  it('waits for what it needs, until that is well', () => {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {}))
      expect(condition, needed).toBe(needed === 'admin' ? 'service_completed_successfully' : 'service_healthy');
  });

  it('knows no secret', () => {
    for (const [name, value] of Object.entries(service.environment ?? {})) {
      expect(name).not.toMatch(/PASSWORD|SECRET|TOKEN|CREDENTIAL|ACCESS_KEY/i);
      expect(value).not.toMatch(/:\/\/[^/]*@/);
    }
  });
});

it('keeps disks read-only, but of two programs that write beside themselves', () => {
  expect(services.filter((service) => service.read_only !== true).map(({ name }) => name)).toEqual([
    'elasticsearch',
    'kibana',
  ]);
});

it('publishes the client and the API, and nothing else, beyond this machine', () => {
  expect(publishedPorts(services).open).toEqual(['80:8080', '3000:8000']);
});

it('keeps engines where only the application and the dashboards are', () => {
  expect(compose.networks['data']?.internal).toBe(true);
  for (const engine of ENGINES) {
    expect(serviceOf(engine).ports).toBeUndefined();
    expect(networksOf(serviceOf(engine))).toEqual(['data']);
  }
  for (const edge of ['nginx', 'kong']) expect(networksOf(serviceOf(edge))).not.toContain('data');
});

it('runs without the dashboards where nobody asks for them', () => {
  const asked = services.filter(({ profiles }) => profiles !== undefined);
  expect(asked.map(({ name }) => name)).toEqual(DASHBOARDS);
  expect(new Set(asked.flatMap(({ profiles }) => profiles))).toEqual(new Set(['dashboards']));
  const needed = services.flatMap(({ depends_on = {} }) => Object.keys(depends_on));
  expect(needed.filter((name) => DASHBOARDS.includes(name))).toEqual([]);
  expect(publishedPorts(asked).open).toEqual([]);
});

it('has Redis keep what it acknowledged, and refuse rather than forget', () => {
  const { command = [] } = serviceOf('redis');
  const valueOf = (setting: string) => command[command.indexOf(`--${setting}`) + 1];
  expect(valueOf('appendonly')).toBe('yes');
  expect(valueOf('appendfsync')).toBe('always');
  expect(valueOf('maxmemory-policy')).toBe('noeviction');
});

it('runs three replicas of the API, and two of each consumer', () => {
  const replicas = services.filter(({ name }) => name.startsWith('api-'));
  expect(replicas).toHaveLength(3);
  for (const { name, environment } of replicas) expect(environment?.['MARU_REPLICA']).toBe(name);
  for (const name of ['persister', 'indexer']) expect(serviceOf(name).deploy?.replicas).toBe(2);
});
