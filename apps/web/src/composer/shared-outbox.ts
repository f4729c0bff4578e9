import { shallowRef } from 'vue';
import {
  acknowledged,
  settled,
  unsent,
  without,
  type Outbox,
  type OutboxChange,
  type OutgoingMessage,
} from './outbox.ts';
import type { OutboxStorage } from './outbox-storage.ts';

/** What one tab tells the others of its user. */
type News =
  { readonly kind: 'changed' } | { readonly kind: 'sent'; readonly clientMessageId: string; readonly number: number };

/**
 * The outbox that all tabs of a user share, as this tab shows it: what is kept, with the changes of this tab that are not
 * saved yet. What was sent is kept no longer; each tab shows it on until its own timeline does.
 */
export class SharedOutbox {
  readonly messages = shallowRef<Outbox>([]);
  private kept: Outbox = [];
  private unsaved: readonly OutboxChange[] = [];
  private sent: Outbox = [];
  private lastSaved: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly storage: OutboxStorage,
    private readonly otherTabs: BroadcastChannel,
  ) {
    otherTabs.onmessage = ({ data }: MessageEvent<News>) => this.hear(data);
  }

  /** Reads what is kept: by other tabs, and from before this page was loaded. */
  async refresh(): Promise<void> {
    this.kept = await this.storage.read();
    this.show();
  }

  /** Shows a change at once. @returns when it is saved as well */
  async change(change: OutboxChange): Promise<void> {
    if (change(this.messages.value) === this.messages.value) return;
    this.unsaved = [...this.unsaved, change];
    this.show();
    const saved = this.storage.change(change);
    this.lastSaved = saved;
    this.kept = await saved;
    this.unsaved = this.unsaved.filter((each) => each !== change);
    this.show();
    this.tell({ kind: 'changed' });
  }

  /** Resolves when all changes of this tab so far are saved. */
  async saved(): Promise<void> {
    await this.lastSaved;
  }

  /** The server has the message, as this item of the timeline. */
  async acknowledge(clientMessageId: string, number: number): Promise<void> {
    this.tell({ kind: 'sent', clientMessageId, number });
    this.noteSent(clientMessageId, number);
    await this.change((outbox) => without(outbox, clientMessageId));
  }

  /** Takes out what is seen in a room's timeline. */
  async settle(roomId: string, seen: Parameters<typeof settled>[2]): Promise<void> {
    this.sent = settled(this.sent, roomId, seen);
    this.show();
    await this.change((outbox) => settled(outbox, roomId, seen));
  }

  private hear(news: News): void {
    if (news.kind === 'changed') void this.refresh();
    else this.noteSent(news.clientMessageId, news.number);
  }

  private tell(news: News): void {
    this.otherTabs.postMessage(news);
  }

  private noteSent(clientMessageId: string, number: number): void {
    const message = unsent(this.messages.value).filter((each) => each.clientMessageId === clientMessageId);
    this.sent = [...this.sent, ...acknowledged(message, clientMessageId, number)];
  }

  private show(): void {
    const isSent = new Set(this.sent.map(({ clientMessageId }) => clientMessageId));
    const changed = this.unsaved.reduce((outbox, change) => change(outbox), this.kept);
    const shown = [...this.sent, ...changed.filter(({ clientMessageId }) => !isSent.has(clientMessageId))];
    if (!isSame(shown, this.messages.value)) this.messages.value = shown;
  }
}

const isSame = (a: Outbox, b: Outbox): boolean =>
  a.length === b.length && a.every((message: OutgoingMessage, index) => message === b[index]);
