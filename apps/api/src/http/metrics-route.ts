import type { Metrics } from '@maru/runtime';
import type { FastifyInstance } from 'fastify';

/** What proxies add to the requests that they pass on. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** `/metrics`, for whoever asks this process directly. To what comes through a proxy it does not exist, so that no edge has to hide it. */
export function addMetricsRoute(http: FastifyInstance, metrics: Metrics): void {
  http.get('/metrics', async (request, reply) => {
    if (PASSED_ON.some((header) => header in request.headers))
      return reply.code(404).type('text/plain').send('Not found\n');
    const text = await metrics.read();
    return reply.header('cache-control', 'no-store').type(metrics.contentType).send(text);
  });
}
