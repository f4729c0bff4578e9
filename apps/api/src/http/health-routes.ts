import type { Health } from '@maru/runtime';
import type { FastifyInstance } from 'fastify';

/** `/health/live`: the process runs. `/health/ready`: messages can be sent and read here; says which part is not ready. */
export function addHealthRoutes(http: FastifyInstance, health: Health): void {
  http.get('/health/live', () => ({ live: true }));
  http.get('/health/ready', async (_request, reply) => {
    const report = await health.report();
    return reply
      .code(report.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(report);
  });
}
