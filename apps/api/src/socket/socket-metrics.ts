import type { Metrics } from '@maru/runtime';

/** Close codes that we, browsers and libraries use. Clients may send others: those are counted together. */
const KNOWN_CODES = new Set([1000, 1001, 1002, 1003, 1005, 1006, 1008, 1009, 1011, 1012, 1013]);
const isKnown = (code: number) => KNOWN_CODES.has(code) || (code >= 4400 && code <= 4429);

/** Counts what becomes of sockets. */
export class SocketMetrics {
  private readonly refusals;
  private readonly closes;

  constructor(metrics: Metrics) {
    this.refusals = metrics.counter({
      name: 'maru_socket_refusals_total',
      help: 'Requests for a socket that were refused, by HTTP status',
      labelNames: ['status'],
    });
    this.closes = metrics.counter({
      name: 'maru_socket_closes_total',
      help: 'Sockets that were closed, by close code',
      labelNames: ['code'],
    });
  }

  refused(status: number): void {
    this.refusals.inc({ status });
  }

  closed(code: number): void {
    this.closes.inc({ code: isKnown(code) ? code : 'other' });
  }
}
