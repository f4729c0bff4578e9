import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { postGraphQL } from '../client/http.ts';
import { guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person, Transport } from '../client/person.ts';
import { uuidV7 } from '../client/uuid-v7.ts';
import { useCluster } from '../topology/use-server.ts';
import { startCollector } from './collector.ts';
import { describeOnCluster } from './describe-on-cluster.ts';

const SOON = { timeout: 30_000 };

interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, string>>;
}

const readiness = async (url: string) => {
  const answer = await fetch(`${url}/health/ready`);
  return { status: answer.status, ...((await answer.json()) as Readiness) };
};

const collector = await startCollector();

describeOnCluster('operating a cluster', () => {
  const cluster = useCluster({
    MARU_LOG_LEVEL: 'debug',
    MARU_METRICS: 'on',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
  });

  /** Sends over HTTP as an edge does: with a name and a trace of its own. */
  const sendNamed = (author: Person, roomId: string, requestId: string, traceId: string) => {
    const headers = { 'x-session-key': author.key ?? '', 'x-request-id': requestId };
    const variables = { input: { roomId, clientMessageId: uuidV7(), text: 'named' } };
    const traced = { ...headers, traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    return postGraphQL(author.url, { query: own.sendMessage.document, variables }, traced);
  };

  it('names a request in the logs of all who work on its message', async () => {
    const [author] = await guests(cluster(), 'author');
    const roomId = await startRoom(author);
    const requestId = `edge-${randomUUID()}`;
    const answer = await sendNamed(author, roomId, requestId, randomUUID().replaceAll('-', ''));
    expect(answer.headers.get('x-request-id')).toBe(requestId);
    const { replicas, persisters, indexers } = cluster();
    for (const instances of [replicas, persisters, indexers])
      await expect.poll(() => instances.some((one) => one.logs().includes(requestId)), SOON).toBe(true);
  });

  it('follows a request from the edge through the log into the store and the search, as one trace', async () => {
    const [author] = await guests(cluster(), 'author');
    const roomId = await startRoom(author);
    await expect.poll(async () => (await wholeTimeline(author, roomId)).length, SOON).toBeGreaterThan(0);
    const traceId = randomUUID().replaceAll('-', '');
    await sendNamed(author, roomId, 'traced', traceId);
    await expect
      .poll(() => collector.traces.get(traceId), SOON)
      .toEqual(
        expect.arrayContaining([
          'maru-api: GraphQL mutation',
          'maru-api: RoomLog.append',
          'maru-persist-memberships: consume persist',
          'maru-persist-memberships: MessageStore.put',
          'maru-index: consume index',
          'maru-index: MessageSearch.index',
        ]),
      );
  });

  it('tells metrics on every process', async () => {
    const [author] = await guests(cluster(), 'author');
    await startRoom(author);
    const metricsOf = async (url: string) => (await fetch(`${url}/metrics`)).text();
    const { replicas, persisters, indexers } = cluster();
    for (const { url } of replicas) {
      const text = await metricsOf(url);
      for (const name of [
        'maru_sockets',
        'maru_log_length',
        'maru_ready{part="redis"} 1',
        'nodejs_eventloop_lag_seconds',
      ])
        expect(text).toContain(name);
    }
    for (const { url } of persisters)
      expect(await metricsOf(url)).toMatch(/^maru_consumer_lag\{group="persist"\} \d+$/m);
    for (const { url } of indexers) expect(await metricsOf(url)).toMatch(/^maru_dead_letters\{group="index"\} 0$/m);
  });

  it('while Redis is away: says so, lives on, and refuses messages so that they can be sent again', async () => {
    const [author] = await guests(cluster(), 'author');
    const roomId = await startRoom(author);
    await send(author, roomId, 'before');
    const { redis, replicas, persisters, indexers } = cluster();
    const everybody = [...replicas, ...persisters, ...indexers];
    const refused = uuidV7();
    const trySending = (over: Transport) => {
      const input = { roomId, clientMessageId: refused, text: 'while it was away' };
      return author.answer(own.sendMessage, { input }, over);
    };

    await redis.kill();
    for (const { url } of everybody) {
      const { status, ready, parts } = await readiness(url);
      expect([status, ready]).toEqual([503, false]);
      expect(parts['redis']).not.toBe('ok');
      expect(parts['dynamodb']).toBe('ok');
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
    }
    for (const over of ['http', 'socket'] as const)
      expect((await trySending(over)).errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', retryable: true } }]);

    await redis.restart();
    for (const { url } of everybody) await expect.poll(() => readiness(url), SOON).toMatchObject({ status: 200 });
    for (const over of ['http', 'socket'] as const) expect((await trySending(over)).errors).toBeUndefined();
    const said = (await wholeTimeline(author, roomId)).flatMap(({ clientMessageId }) => clientMessageId ?? []);
    expect(said.filter((id) => id === refused)).toHaveLength(1);
  });
});
