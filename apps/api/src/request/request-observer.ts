import type { Observation } from '@maru/runtime';
import type { OperationDefinitionNode } from 'graphql';
import type { ApiRequest, Transport } from './api-request.ts';

/** Follows operations from their arrival to their answer, for logs, metrics and traces; the same for HTTP and sockets. */
export class RequestObserver {
  private readonly operations;
  private readonly seconds;
  private readonly refusals;

  constructor(private readonly observation: Observation) {
    const { metrics } = observation;
    this.operations = metrics.counter({
      name: 'maru_operations_total',
      help: 'Operations that clients asked for; of the kind `none` is what was not let in',
      labelNames: ['transport', 'operation'],
    });
    this.seconds = metrics.histogram({
      name: 'maru_operation_duration_seconds',
      help: 'Time from a query or mutation to its answer',
      labelNames: ['transport', 'operation'],
    });
    this.refusals = metrics.counter({
      name: 'maru_refusals_total',
      help: 'Errors that clients were told',
      labelNames: ['transport', 'code'],
    });
  }

  /** Its document was let in. */
  admitted(request: ApiRequest, { operation, name }: OperationDefinitionNode): void {
    const { transport, requestId, parent, startedAt } = request;
    request.operation = operation;
    this.operations.inc({ transport, operation });
    // A subscription lasts: the events that it brings have traces of their own.
    if (operation === 'subscription') return;
    const attributes = {
      'graphql.operation.type': operation,
      'maru.request.id': requestId,
      'maru.transport': transport,
      ...(name && { 'graphql.operation.name': name.value }),
    };
    const options = { kind: 'server', parent, attributes, startedAt } as const;
    request.span = this.observation.tracing.begin(`GraphQL ${operation}`, options);
  }

  /** Its document was refused. */
  notAdmitted({ transport }: ApiRequest): void {
    this.operations.inc({ transport, operation: 'none' });
  }

  /** An error goes to a client. */
  refused(transport: Transport | 'delivery', code: string): void {
    this.refusals.inc({ transport, code });
  }

  /** The answer is on its way. */
  answered(request: ApiRequest): void {
    const { transport, operation, age, requestId } = request;
    request.span?.end();
    if (operation === undefined || operation === 'subscription') return;
    this.seconds.observe({ transport, operation }, age);
    this.observation.log.debug({ requestId, transport, operation, ms: Math.round(age * 1_000) }, 'answered');
  }
}
