import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiRequest } from '../request/api-request.ts';
import type { RequestObserver } from '../request/request-observer.ts';

/** The operations that came by HTTP, as long as they are worked on. */
export class HttpRequests {
  private readonly requests = new WeakMap<FastifyRequest, ApiRequest>();

  /** The operation that a request to the API's path asks for. */
  of(request: FastifyRequest): ApiRequest {
    let asked = this.requests.get(request);
    if (!asked) {
      asked = new ApiRequest('http', { requestId: request.id, traceparent: request.headers['traceparent'] });
      this.requests.set(request, asked);
    }
    return asked;
  }

  /** Names every request in its answer, and notes when those to one path are answered. */
  addHooks(http: FastifyInstance, path: string, observer: RequestObserver): void {
    http.addHook('onRequest', (request, reply, done) => {
      void reply.header('x-request-id', request.id);
      if (request.routeOptions.url === path) this.of(request);
      done();
    });
    http.addHook('onResponse', (request, _reply, done) => {
      if (request.routeOptions.url === path) observer.answered(this.of(request));
      done();
    });
  }
}
