import { messageOf, timelineItemOf, type Message, type RoomEvent } from '@maru/domain';
import type { Ports } from '../ports.ts';
import type { ConsumerGroup, Consumption, EventHandler } from '../ports/room-events.ts';
import { announceUserRooms } from '../rooms/announce-user-rooms.ts';

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

function messageChangedBy(event: RoomEvent): Message[] {
  const isMessage =
    event.kind === 'message_posted' || event.kind === 'message_edited' || event.kind === 'message_deleted';
  return isMessage ? [messageOf(event)] : [];
}

/** What each consumer group does with room events. All are idempotent, and let the newer revision win. */
export const eventHandlers: Record<ConsumerGroup, (ports: Ports) => EventHandler> = {
  /** Timeline items into the message store. */
  persist: (ports) => (events) => ports.messageStore.put(events.map(timelineItemOf).filter(isDefined)),
  /** Messages into the search. */
  index: (ports) => (events) => ports.messageSearch.index(events.flatMap(messageChangedBy)),
  /** Joinings and leavings into the users' lists of rooms. */
  memberships: (ports) => (events) => announceUserRooms({ ports }, events),
};

/** Starts consuming in these groups. Stopping ends all of them, after the batches in hand. */
export async function startConsumers(ports: Ports, groups: readonly ConsumerGroup[]): Promise<Consumption> {
  const running = await Promise.all(
    groups.map((group) => ports.roomEvents.consume(group, eventHandlers[group](ports))),
  );
  return {
    stop: async () => {
      await Promise.all(running.map((consumption) => consumption.stop()));
    },
  };
}
