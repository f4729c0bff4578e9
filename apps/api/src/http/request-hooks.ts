import { inRequest } from '@maru/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiRequest } from '../request/api-request.ts';
import type { RequestObserver } from '../request/request-observer.ts';

/** Names every request in its answer, and follows those to one path. */
export function addRequestHooks(http: FastifyInstance, path: string, observer: RequestObserver): void {
  const requests = new WeakMap<FastifyRequest, ApiRequest>();
  http.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  // Not earlier: reading the body loses what runs around it.
  http.addHook('preHandler', (request, _reply, done) => {
    if (request.routeOptions.url !== path) return done();
    const asked = new ApiRequest('http', request.id);
    asked.ask({ traceparent: request.headers['traceparent'] });
    requests.set(request, asked);
    inRequest(asked, done);
  });
  http.addHook('onResponse', (request, _reply, done) => {
    const asked = requests.get(request);
    if (asked) observer.answered(asked);
    done();
  });
}
