import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import * as base from '../client/base-operations.ts';
import { freshHandle, Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const MUTATION = 'mutation SetUser($id: String!) { setUser(id: $id) }';

/** Sends it with a session key, so that it would take the name if it ran. */
async function attempt(handle: string, init: RequestInit, query = ''): Promise<{ status: number; ran: boolean }> {
  const [url] = server().urls;
  const headers = new Headers(init.headers);
  headers.set('x-session-key', randomUUID());
  const { status } = await fetch(`${url}/graphql${query}`, { ...init, headers });
  return { status, ran: !(await new Person(url, handle).do(base.setUser, { id: handle })) };
}

const jsonOf = (id: string) => JSON.stringify({ query: MUTATION, variables: { id } });
const formOf = (id: string) => new URLSearchParams({ query: MUTATION, variables: JSON.stringify({ id }) });

function multipartOf(id: string): FormData {
  const form = new FormData();
  form.set('operations', jsonOf(id));
  form.set('map', '{}');
  return form;
}

it.each([
  ['text/plain', (id: string) => ({ headers: { 'content-type': 'text/plain' }, body: jsonOf(id) })],
  [
    'text/plain with a charset',
    (id: string) => ({ headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: jsonOf(id) }),
  ],
  ['a form', (id: string) => ({ body: formOf(id) })],
  ['multipart', (id: string) => ({ body: multipartOf(id) })],
  ['an empty content type', (id: string) => ({ headers: { 'content-type': '' }, body: jsonOf(id) })],
  ['no content type', (id: string) => ({ body: new TextEncoder().encode(jsonOf(id)) })],
] as const)(
  'S10: a POST that a foreign page can send without a preflight is refused before execution: %s',
  async (_name, request) => {
    const handle = freshHandle('forged');
    const { status, ran } = await attempt(handle, { method: 'POST', ...request(handle) });
    expect({ refused: status >= 400 && status < 500, ran }).toEqual({ refused: true, ran: false });
  },
);

it('S10: a GET mutation is refused before execution', async () => {
  for (const headers of [{}, { 'content-type': 'application/json' }, { 'apollo-require-preflight': 'yes' }]) {
    const handle = freshHandle('forged');
    const { status, ran } = await attempt(handle, { headers }, `?${formOf(handle).toString()}`);
    expect({ refused: status >= 400 && status < 500, ran }).toEqual({ refused: true, ran: false });
  }
});

it('a GET query that a foreign page can send is refused, too', async () => {
  const answer = await fetch(`${server().urls[0]}/graphql?query=%7Busers%7D`, {
    headers: { accept: 'application/json' },
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

it('the same mutation as JSON runs', async () => {
  const handle = freshHandle('honest');
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: jsonOf(handle) };
  expect(await attempt(handle, init)).toEqual({ status: 200, ran: true });
});
