import {
  messageOf,
  stamp,
  timelineItemOf,
  type LogEnd,
  type Message,
  type RoomChange,
  type RoomEvent,
  type TimelineItem,
} from '@maru/domain';

/** Makes what happens in a room without a log: timeline items as the consumers would hand them on. */
export class RoomStory {
  readonly #roomId: string;
  #end: LogEnd;

  constructor(roomId = 'room', createdAt = Date.UTC(2026, 10, 21, 9)) {
    this.#roomId = roomId;
    this.#end = { epoch: 1, seq: 0, number: 0, messageCount: 0, createdAt };
  }

  /** A message that is posted a second after what came last. */
  post(text: string, afterMs = 1_000): Message {
    return this.#message({ kind: 'message_posted', clientMessageId: null, body: { text } }, afterMs);
  }

  posts(count: number): Message[] {
    return Array.from({ length: count }, (_, index) => this.post(`m${index + 1}`));
  }

  edit(origin: Message, text: string): Message {
    return this.#message({ kind: 'message_edited', origin, body: { text } });
  }

  remove(origin: Message): Message {
    return this.#message({ kind: 'message_deleted', origin });
  }

  notice(): TimelineItem {
    const item = timelineItemOf(this.#append({ kind: 'member_joined', userId: 'ben', role: 'member' }));
    if (!item) throw new Error('A joining is no timeline item.');
    return item;
  }

  /** Takes back everything after an item, as a lost epoch does, and goes on in the next one. */
  loseAfter(item: TimelineItem): void {
    this.#end = { ...item, epoch: this.#end.epoch + 1 };
  }

  #message(change: Extract<RoomChange, { kind: `message_${string}` }>, afterMs?: number): Message {
    const event = this.#append(change, afterMs);
    if (event.kind !== change.kind) throw new Error('stamp changed the kind.');
    return messageOf(event);
  }

  #append(change: RoomChange, afterMs = 1_000): RoomEvent {
    const event = stamp(change, this.#roomId, 'ann', this.#end, this.#end.createdAt + afterMs);
    this.#end = event;
    return event;
  }
}

/** The same in another order, the same one each time. */
export function shuffled<T>(items: readonly T[], seed = 1): T[] {
  let state = seed;
  const keyed = items.map((item) => {
    state = (state * 48_271) % 2_147_483_647;
    return { item, state };
  });
  return keyed.sort((a, b) => a.state - b.state).map(({ item }) => item);
}
