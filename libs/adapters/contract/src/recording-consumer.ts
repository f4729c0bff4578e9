import type { ConsumerGroup } from '@maru/chat';
import type { RoomEvent } from '@maru/domain';
import type { BackendNode } from './backend.ts';

/** A consumer that keeps what it has handled, and fails where a test says so. */
export interface RecordingConsumer {
  /** Every event that was handed over, as often as it was. */
  readonly delivered: RoomEvent[];
  /** The events whose handling resolved. */
  readonly handled: RoomEvent[];
  readonly stop: () => Promise<void>;
}

/** @param before runs first with each batch; what it throws, the handler fails with */
export async function consume(
  node: BackendNode,
  group: ConsumerGroup,
  before: (events: readonly RoomEvent[]) => void | Promise<void> = () => {},
): Promise<RecordingConsumer> {
  const delivered: RoomEvent[] = [];
  const handled: RoomEvent[] = [];
  const consumption = await node.ports.roomEvents.consume(group, async (events) => {
    delivered.push(...events);
    await before(events);
    handled.push(...events);
  });
  return { delivered, handled, stop: () => consumption.stop() };
}

/** Names of events, distinct, in log order within each room. */
export const named = (events: readonly RoomEvent[]): string[] =>
  [...new Set(events.map(({ roomId, seq }) => `${roomId} ${String(seq).padStart(5)}`))].sort();
