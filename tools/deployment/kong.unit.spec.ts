import { describe, expect, it } from 'vitest';
import { kong, pluginsOf, routes } from './testing/kong-file.ts';

const PING_EVERY_MS = 12_000;

describe.each(routes)('route $name', (route) => {
  it('is one that Kong without a licence takes', () => {
    expect(route.protocols).toEqual(['http', 'https']);
  });

  it('passes the path on as it came, to what it names and nothing that only begins like it', () => {
    expect(route.strip_path).toBe(false);
    for (const path of route.paths) expect(path).toMatch(/^(~\/.*\$|\/.*\/)$/);
  });

  it('takes GET, with which sockets begin as well', () => {
    expect(route.methods).toContain('GET');
  });

  it('tries again once, so that a slow request does not visit all replicas', () => {
    expect(route.service.retries).toBe(1);
    expect(route.service.host).toBe('api');
    expect(route.service.connect_timeout).toBeLessThanOrEqual(5_000);
  });
});

describe('sockets', () => {
  const [sockets, ...others] = routes.filter(({ headers }) => headers?.['upgrade']?.includes('websocket'));
  const requests = routes.find(({ name }) => name === 'graphql');

  it('have a route of their own, on the same path', () => {
    expect(others).toEqual([]);
    expect(sockets?.paths).toEqual(requests?.paths);
    expect(sockets?.service.name).not.toBe(requests?.service.name);
    expect(requests?.methods).toEqual(['GET', 'POST', 'OPTIONS']);
  });

  it('may be silent for longer than the API is', () => {
    expect(sockets?.service.read_timeout).toBeGreaterThan(3 * PING_EVERY_MS);
    expect(sockets?.service.write_timeout).toBeGreaterThan(3 * PING_EVERY_MS);
  });

  it('are left out of latencies, and counted where they begin', () => {
    const plugins = pluginsOf(sockets?.service.name ?? '');
    expect(plugins['prometheus']).toMatchObject({ latency_metrics: false });
    expect(plugins['rate-limiting']).toMatchObject({ policy: 'local', limit_by: 'ip', fault_tolerant: true });
  });
});

describe('replicas', () => {
  const [upstream, ...others] = kong.upstreams;

  it('are one upstream, taken in turn: sockets carry everything of a client', () => {
    expect(others).toEqual([]);
    expect(upstream?.algorithm).toBe('round-robin');
    expect(upstream).not.toHaveProperty('hash_on');
  });

  it('are out with the first connection that is refused, and back within two seconds', () => {
    const { active, passive } = upstream!.healthchecks;
    expect(passive.unhealthy.tcp_failures).toBe(1);
    expect(active.http_path).toBe('/health/ready');
    expect(active.healthy).toMatchObject({ interval: 1, successes: 1 });
    expect(active.unhealthy.interval).toBe(1);
  });

  it('are not taken out for what they answer or how long it takes', () => {
    expect(upstream?.healthchecks.passive.unhealthy).toMatchObject({ timeouts: 0, http_failures: 0 });
  });
});

it('leaves CORS and limits of messages to the API', () => {
  const names = [...kong.plugins, ...kong.services.flatMap(({ plugins = [] }) => plugins)].map(({ name }) => name);
  expect([...new Set(names)].sort()).toEqual(['prometheus', 'rate-limiting']);
});
