import { randomUUID } from 'node:crypto';
import { startRedis } from '@maru/engines';
import { expect, inject, it, onTestFinished } from 'vitest';
import { program } from '../topology/cluster.ts';
import { freePort } from '../topology/free-port.ts';
import { runToEnd, ServerProcess } from '../topology/server-process.ts';
import { describeOnCluster } from './describe-on-cluster.ts';

const SOON = { timeout: 45_000 };

describeOnCluster('a deployment that nobody has prepared yet', () => {
  async function deployment() {
    const redis = await startRedis();
    const settings = {
      MARU_TOPOLOGY: 'cluster',
      MARU_HOST: '127.0.0.1',
      MARU_NAMESPACE: `e2e-${randomUUID()}`,
      REDIS_URL: redis.url,
      DYNAMODB_ENDPOINT: inject('dynamoDbEndpoint'),
      ELASTICSEARCH_URL: inject('elasticsearchUrl'),
    };
    const start = async (app: string) => {
      const port = String(await freePort());
      const process = new ServerProcess(program(app), `http://127.0.0.1:${port}`, { ...settings, MARU_PORT: port });
      process.launch();
      onTestFinished(async () => {
        await process.end('SIGKILL');
      });
      return process;
    };
    onTestFinished(async () => {
      await redis.stop();
      await fetch(`${settings.ELASTICSEARCH_URL}/${settings.MARU_NAMESPACE}-*`, { method: 'DELETE' });
    });
    const administer = (...args: readonly string[]) => runToEnd(program('admin'), args, settings);
    return { settings, start, administer };
  }

  const readiness = async ({ url }: ServerProcess) => {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return { status: answer?.status, parts: ((await answer?.json()) as { parts?: object } | undefined)?.parts };
  };

  it('is waited for by processes that were started too early; four that prepare it at once do it once', async () => {
    const { start, administer } = await deployment();
    const [persister, indexer, api] = [await start('persister'), await start('indexer'), await start('api')];
    for (const consumer of [persister, indexer])
      await expect
        .poll(() => readiness(consumer), SOON)
        .toEqual({
          status: 503,
          parts: { dynamodb: 'dynamodb: It has no such tables: nobody has prepared it.' },
        });
    await expect.poll(() => api.logs(), SOON).toContain('waiting for the storage');

    const printed = await Promise.all(Array.from({ length: 4 }, () => administer('prepare')));
    for (const text of printed) expect(text).toMatch(/The tables and the search index of \S+ are there\.\n$/);
    await expect
      .poll(() => readiness(persister), SOON)
      .toEqual({ status: 200, parts: { redis: 'ok', dynamodb: 'ok' } });
    await expect
      .poll(() => readiness(indexer), SOON)
      .toEqual({ status: 200, parts: { redis: 'ok', dynamodb: 'ok', elasticsearch: 'ok' } });
    await expect.poll(async () => (await readiness(api)).status, SOON).toBe(200);
  });

  it('is named by commands that need it, with what to do', async () => {
    const { administer } = await deployment();
    for (const command of [['status'], ['rebuild-search'], ['dead-letters', 'list']])
      await expect(administer(...command)).rejects.toThrow(
        /dynamodb: It has no such tables[^]+npm run admin -- prepare/,
      );
    await expect(administer('dead-letters', 'replay', 'nobody', '--all')).rejects.toThrow(
      'persist, memberships, index',
    );
    await expect(administer('tidy')).rejects.toThrow('Name one of these commands.');
  });
});
