import type { RequestScope } from './request-scope.ts';

/** A request's scope as it goes through the log: its id, and the `traceparent` behind a space. */
export const carrierOf = ({ requestId, traceparent }: RequestScope): string =>
  traceparent === undefined ? requestId : `${requestId} ${traceparent}`;

export function scopeOf(carrier: string): RequestScope {
  const [requestId = '', traceparent] = carrier.split(' ', 2);
  return { requestId, traceparent };
}
