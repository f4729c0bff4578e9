import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { text } from 'node:stream/consumers';

export interface EngineRequest {
  readonly path: string;
  /** The operation that DynamoDB is asked for; empty for Elasticsearch. */
  readonly operation: string;
  readonly body: string;
}

export interface EngineAnswer {
  readonly status: number;
  readonly body: string;
}

/** What becomes of one request on its way. */
export interface Meddling {
  /** It gets nowhere: the connection breaks. */
  readonly dropped?: boolean;
  /** It gets nowhere, and this is answered. */
  readonly answered?: EngineAnswer;
  /** What gets there in its place. */
  readonly body?: string;
  /** What comes back in place of the answer. */
  readonly change?: (answer: EngineAnswer) => EngineAnswer;
  /** It is done, and the connection breaks before the answer. */
  readonly answerLost?: boolean;
  /** It is done at once, and its answer comes so much later. */
  readonly answerDelayMs?: number;
}

export interface MeddlingProxy {
  readonly url: string;
  /** Decides for every request; whatever it returns nothing for passes. */
  meddle: (request: EngineRequest) => Meddling | undefined;
  /** How many requests it meddled with. */
  hits: number;
  close(): Promise<void>;
}

const PASSED_ON = ['content-type', 'accept', 'authorization', 'x-amz-target'] as const;

/** Stands between Maru and an engine that is asked over HTTP. */
export async function startMeddlingProxy(target: string): Promise<MeddlingProxy> {
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await text(incoming);
    const operation = String(incoming.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const meddling = proxy.meddle({ path: incoming.url ?? '/', operation, body });
    if (meddling) proxy.hits += 1;
    const given = await followedThrough(meddling ?? {}, () => forward(target, incoming, meddling?.body ?? body));
    if (!given) return void response.destroy();
    response.writeHead(given.status, { 'content-type': given.contentType, 'x-elastic-product': 'Elasticsearch' });
    response.end(given.body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: MeddlingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    meddle: () => undefined,
    hits: 0,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return proxy;
}

type Reply = EngineAnswer & { readonly contentType: string };

/** @returns undefined where there is no answer */
async function followedThrough(meddling: Meddling, forward: () => Promise<Reply>): Promise<Reply | undefined> {
  if (meddling.dropped) return undefined;
  if (meddling.answered) return { contentType: 'application/json', ...meddling.answered };
  const reply = await forward();
  if (meddling.answerDelayMs !== undefined) await pause(meddling.answerDelayMs);
  if (meddling.answerLost) return undefined;
  return { ...reply, ...meddling.change?.(reply) };
}

async function forward(target: string, { url = '/', method = 'GET', headers }: IncomingMessage, body: string) {
  const reply = await fetch(target + url, { method, headers: passedOn(headers), ...(body === '' ? {} : { body }) });
  const contentType = reply.headers.get('content-type') ?? 'application/json';
  return { status: reply.status, body: await reply.text(), contentType };
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}
