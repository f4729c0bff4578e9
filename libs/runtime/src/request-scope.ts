import { randomUUID } from 'node:crypto';

/** Whose work something is: what ties logs and traces of one request together, across processes. */
export interface RequestScope {
  readonly requestId: string;
  /** W3C `traceparent` of the span that the work belongs to; undefined where it is not traced. */
  readonly traceparent?: string | undefined;
}

const SANE_ID = /^[\w.:-]{1,64}$/;

/** @param given what the edge, or a client, calls the request; anything but a short plain word is not taken */
export const requestIdOf = (given: unknown): string =>
  typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
