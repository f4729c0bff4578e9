import { requestIdOf, type OpenSpan, type RequestScope } from '@maru/runtime';
import type { OperationTypeNode } from 'graphql';

export type Transport = 'http' | 'socket';

/** What a client, or the edge, says about an operation. */
interface Given {
  /** How they call it. */
  readonly requestId?: unknown;
  /** Which trace it belongs to. */
  readonly traceparent?: unknown;
}

/** An operation on its way through the API. */
export class ApiRequest implements RequestScope {
  readonly startedAt = Date.now();
  readonly requestId: string;
  readonly parent: string | undefined;
  /** What it turned out to be; undefined as long as it is not let in. */
  operation: OperationTypeNode | undefined;
  span: OpenSpan | undefined;
  private readonly begun = performance.now();
  private readonly isNamed: boolean;

  constructor(
    readonly transport: Transport,
    { requestId, traceparent }: Given,
  ) {
    this.requestId = requestIdOf(requestId);
    this.isNamed = requestId !== undefined;
    this.parent = typeof traceparent === 'string' ? traceparent : undefined;
  }

  get traceparent(): string | undefined {
    return this.span?.traceparent;
  }

  /** Goes with the answer: its id, to a client that has given it one. Others get answers with nothing beside them. */
  get answerExtensions(): { readonly requestId: string } | undefined {
    return this.isNamed ? { requestId: this.requestId } : undefined;
  }

  /** Seconds since it came in. */
  get age(): number {
    return (performance.now() - this.begun) / 1_000;
  }
}
