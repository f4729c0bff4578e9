import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/**
 * What happens to a request: it is refused for now; one request of a batch is done, and the others are handed back; or everything is done
 * and the answer never arrives.
 */
export type Fault = 'throttled' | 'one done' | 'answer lost';

type Requests = Record<string, unknown[]>;

/**
 * A way to DynamoDB on which the requests for one operation meet faults, one each, in turn; with `undefined`, one goes through.
 * @returns its endpoint, and the faults that nobody met yet
 */
export async function openFaultyDynamoDb(endpoint: string, operation: string, faults: readonly (Fault | undefined)[]) {
  const left = [...faults];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const fault = request.headers['x-amz-target']?.toString().endsWith(`.${operation}`) ? left.shift() : undefined;
    const body = (await json(request)) as { RequestItems: Requests };
    if (fault === 'throttled') return send(response, 400, { __type: 'ProvisionedThroughputExceededException' });
    const UnprocessedItems = fault === 'one done' ? takeAllButOne(body.RequestItems) : {};
    const reply = await forward(endpoint, request, body);
    if (fault === 'answer lost') return response.destroy();
    send(response, reply.status, { ...((await reply.json()) as object), ...(fault ? { UnprocessedItems } : {}) });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, left };
}

function takeAllButOne(requests: Requests): Requests {
  return Object.fromEntries(Object.entries(requests).map(([table, ofTable]) => [table, ofTable.splice(1)]));
}

function forward(endpoint: string, { headers }: IncomingMessage, body: object): Promise<Response> {
  const { 'x-amz-target': target = '', authorization = '' } = headers;
  const passedOn = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': String(target), authorization };
  return fetch(endpoint, { method: 'POST', headers: passedOn, body: JSON.stringify(body) });
}

function send(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(content));
}
