import { requestIdOf, type OpenSpan, type RequestScope } from '@maru/runtime';
import type { OperationTypeNode } from 'graphql';

export type Transport = 'http' | 'socket';

/** An operation on its way through the API, or a message on a socket that may become one. */
export class ApiRequest implements RequestScope {
  readonly startedAt = Date.now();
  requestId: string;
  /** Whether it asks for an operation; other messages are no requests. */
  asked = false;
  /** The `traceparent` that the client sent. */
  parent: string | undefined;
  /** What it turned out to be; undefined for what was not let in. */
  operation: OperationTypeNode | undefined;
  span: OpenSpan | undefined;
  private readonly begun = performance.now();
  private isNamed = false;

  /** @param givenId what the edge or the client calls it */
  constructor(
    readonly transport: Transport,
    givenId?: unknown,
  ) {
    this.requestId = requestIdOf(givenId);
  }

  /** It asks for an operation. @param extensions what the client says about it: how it calls it, which trace it belongs to */
  ask({ requestId, traceparent }: Readonly<Record<string, unknown>>): void {
    this.asked = true;
    if (requestId !== undefined) this.requestId = requestIdOf(requestId);
    this.isNamed = requestId !== undefined;
    if (typeof traceparent === 'string') this.parent = traceparent;
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
