import { expect, it, onTestFinished } from 'vitest';
import { Health } from './health.ts';
import { Metrics } from './metrics.ts';
import { measureHealth } from './measure-standing.ts';
import { serveStatus } from './status-server.ts';

async function serve() {
  const health = new Health();
  const metrics = new Metrics();
  metrics.addProcess();
  measureHealth(metrics, health);
  const status = await serveStatus({ host: '127.0.0.1', port: 0 }, health, metrics);
  onTestFinished(() => status.close());
  return { health, get: (path: string) => fetch(status.url + path) };
}

it('is live whatever is not ready, and names what is not', async () => {
  const { health, get } = await serve();
  expect((await get('/health/ready')).status).toBe(200);
  health.add('redis', () => Promise.reject(new Error('away')));
  const ready = await get('/health/ready');
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, parts: { redis: 'away' } }]);
  expect((await get('/health/live')).status).toBe(200);
});

it('tells metrics of the process and of its parts in the text format of Prometheus', async () => {
  const { health, get } = await serve();
  health.add('redis', () => Promise.reject(new Error('away')));
  health.add('dynamodb', () => Promise.resolve());
  const answer = await get('/metrics');
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(text).toContain('maru_ready{part="redis"} 0');
  expect(text).toContain('maru_ready{part="dynamodb"} 1');
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/m);
});
