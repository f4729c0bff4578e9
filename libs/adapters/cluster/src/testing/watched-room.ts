import { createChat, DEFAULT_LIMITS, readTimeline, type Chat } from '@maru/chat';
import { eventually, type BackendNode } from '@maru/adapters-contract';
import { timelineItemOf, type Message, type Position, type TimelineItem } from '@maru/domain';
import { onTestFinished } from 'vitest';

const PAGE = 200;

const chatOf = ({ ports }: BackendNode): Chat =>
  createChat(ports, { ...DEFAULT_LIMITS, clock: Date.now, newId: () => '' }, () => {});

/** All messages of a room, as its history shows them. */
export async function messagesOf(node: BackendNode, roomId = 'room'): Promise<Message[]> {
  const chat = chatOf(node);
  const items: TimelineItem[] = [];
  for (let more = true; more;) {
    const room = await node.ports.roomStore.room(roomId);
    if (!room) break;
    const page = await readTimeline(chat, room, { after: items.length, limit: PAGE });
    items.push(...page.items);
    more = page.hasNewer && page.items.length > 0;
  }
  return items.filter((item) => item.kind === 'message');
}

/** What a message is called in an order of showing: who says the same name says the same thing. */
export const nameOf = ({ epoch, seq, body }: Message): string => `${epoch}-${seq} ${body?.text ?? ''}`;

/** A reader as a client is one: shows what comes, and where it has to resync, what the history has. */
export class RoomReader {
  /** Everything that it ever showed, also what was withdrawn since. */
  readonly everShown = new Set<string>();
  /** What is on its screen, in order. */
  shown: Message[] = [];
  resyncs = 0;
  readonly #node: BackendNode;
  readonly #chat: Chat;

  constructor(node: BackendNode) {
    this.#node = node;
    this.#chat = chatOf(node);
  }

  /** Reads the room from here on, until the test has finished. */
  follow(after: Position): void {
    const following = this.#chat.channels.follow(
      {
        event: (event) => {
          const item = timelineItemOf(event);
          if (item?.kind === 'message') this.#show([item]);
        },
        resync: () => {
          following.stop();
          this.resyncs++;
          void eventually(() => this.#resync(after.roomId));
        },
      },
      after,
    );
    following.live.catch(() => this.follow(after));
    onTestFinished(() => following.stop());
  }

  /** The cursor first, the data second. */
  async #resync(roomId: string): Promise<void> {
    const room = await this.#node.ports.roomStore.room(roomId);
    if (!room) throw new Error('The room is gone.');
    const messages = await messagesOf(this.#node, roomId);
    this.shown = [];
    this.#show(messages);
    this.follow({ roomId, epoch: room.head.epoch, seq: room.head.seq });
  }

  #show(messages: readonly Message[]): void {
    for (const message of messages) {
      // After a resync, what was read already comes once more.
      if (message.seq <= (this.shown.at(-1)?.seq ?? 0)) continue;
      this.shown.push(message);
      this.everShown.add(nameOf(message));
    }
  }
}
