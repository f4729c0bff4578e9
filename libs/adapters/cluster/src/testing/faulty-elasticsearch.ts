import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/**
 * What happens to a bulk request: it gets nowhere; all of it is done and the answer is lost; or every second entry is refused
 * with this status, and the others are done.
 */
export type BulkFault = 'unreachable' | 'answer lost' | { readonly everySecond: number };

interface BulkAnswer {
  readonly items: object[];
}

/** A way to Elasticsearch on which bulk requests meet faults, one each, in turn. @returns its address, and the faults that nobody met yet */
export async function openFaultyElasticsearch(url: string, faults: readonly BulkFault[]) {
  const left = [...faults];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const fault = request.url?.startsWith('/_bulk') ? left.shift() : undefined;
    if (fault === 'unreachable') return void response.destroy();
    const body = await text(request);
    const refused = typeof fault === 'object' ? fault.everySecond : undefined;
    const reply = await forward(url, request, refused === undefined ? body : withoutEverySecond(body));
    const content = await reply.text();
    if (fault === 'answer lost') return void response.destroy();
    response.writeHead(reply.status, { 'content-type': contentType(reply), 'x-elastic-product': 'Elasticsearch' });
    response.end(refused === undefined ? content : withRefusals(JSON.parse(content) as BulkAnswer, body, refused));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, left };
}

/** An entry is two lines: what to do, and the document. */
const entriesOf = (body: string) => body.trimEnd().split('\n').length / 2;
const isRefused = (entry: number) => entry % 2 === 1;

function withoutEverySecond(body: string): string {
  const lines = body.trimEnd().split('\n');
  return lines.filter((_, line) => !isRefused(Math.floor(line / 2))).join('\n') + '\n';
}

function withRefusals({ items, ...answer }: BulkAnswer, body: string, status: number): string {
  const done = items.values();
  const refusal = { index: { status, error: { type: 'refused', reason: `refused with ${status}` } } };
  const all = Array.from({ length: entriesOf(body) }, (_, entry) => (isRefused(entry) ? refusal : done.next().value));
  return JSON.stringify({ ...answer, errors: true, items: all });
}

function forward(url: string, { url: path = '/', method = 'GET', headers }: IncomingMessage, body: string) {
  const passedOn = { 'content-type': headers['content-type'] ?? 'application/json', accept: headers.accept ?? '*/*' };
  return fetch(url + path, { method, ...(body === '' ? {} : { headers: passedOn, body }) });
}

const contentType = (reply: Response) => reply.headers.get('content-type') ?? 'application/json';
