import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** Whose work is being done: what ties logs and traces of one request together, across processes. */
export interface RequestScope {
  /** Empty for work that is not one request's: a batch of many. */
  readonly requestId: string;
  /** W3C `traceparent` of the span that the work belongs to; undefined where it is not traced. */
  readonly traceparent?: string | undefined;
}

const scopes = new AsyncLocalStorage<RequestScope | undefined>();

/** The scope that this code runs in; undefined outside of a request. */
export const currentRequest = (): RequestScope | undefined => scopes.getStore();

/** Runs work, and everything that it starts, in a scope. */
export const inRequest = <T>(scope: RequestScope | undefined, work: () => T): T => scopes.run(scope, work);

/** Runs what belongs to nobody's request, though one has started it. */
export const outsideOfRequests = <T>(work: () => T): T => scopes.run(undefined, work);

const SANE_ID = /^[\w.:-]{1,64}$/;

/** @param given what the edge, or a client, calls the request; anything but a short plain word is not taken */
export const requestIdOf = (given: unknown): string =>
  typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
