import type { LiveSource } from './live-source.ts';
import { PushIteration } from './push-iteration.ts';
import type { SharedExecution, SharedOperation } from './shared-execution.ts';
import type { SocketWriter } from './socket-writer.ts';

/** What graphql-ws iterates instead of results: it yields nothing, and ends or fails when the source does. */
export type Delivery = PushIteration<never>;

export interface Subscription {
  readonly id: string;
  readonly source: LiveSource<object>;
  readonly operation: SharedOperation;
}

/**
 * Connects a subscription's source to a socket: events take the shared way, past graphql-ws. Returning the delivery detaches it.
 * @param onEnd called once, however it ends
 */
export function deliver(
  { id, source, operation }: Subscription,
  shared: SharedExecution,
  writer: SocketWriter,
  onEnd: (delivery: Delivery) => void,
): Delivery {
  const channel = writer.channel(id);
  const delivery: Delivery = new PushIteration((byReader) => {
    if (byReader) channel.close();
    detach();
    onEnd(delivery);
  });
  const detach = source.attach({
    next: (event) => channel.push(shared.payload(event, operation)),
    complete: () => delivery.complete(),
    fail: (error) => delivery.fail(error),
    ready: () => writer.ready(),
  });
  return delivery;
}
