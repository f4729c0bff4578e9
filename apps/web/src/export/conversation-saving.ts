import { ChatError } from '@maru/domain';
import { shallowRef } from 'vue';
import type { TimelineItem } from '../timeline/timeline-documents.ts';
import type { ConversationFormat, ConversationWriter } from './conversation-format.ts';
import type { ConversationSource } from './conversation.ts';
import type { TargetFile } from './target-file.ts';

/**
 * Writes a whole conversation into a file, one page after the other. Where a page does not come, it can go on later: what was
 * written stays, and nothing is written twice.
 */
export class ConversationSaving {
  /** Items that are in the file. */
  readonly done = shallowRef(0);
  /** Items that will be; undefined before it is known. */
  readonly total = shallowRef<number>();
  private writer: ConversationWriter | undefined;
  private last: TimelineItem | undefined;
  private isCancelled = false;

  constructor(
    private readonly source: ConversationSource,
    private readonly format: ConversationFormat,
    readonly file: TargetFile,
  ) {}

  /**
   * Goes on to the end, or until it is cancelled.
   * @throws what `failureOf` understands, where a page does not come; FileFailure, after which it cannot go on
   */
  async goOn(): Promise<void> {
    const writer = (this.writer ??= await this.begin());
    const total = this.total.value ?? 0;
    while (!this.isCancelled && this.done.value < total) await this.savePage(writer, total);
    if (this.isCancelled) return;
    await this.file.write(writer.tail());
    await this.file.finish();
  }

  /** Stops it; the file is gone. */
  async cancel(): Promise<void> {
    this.isCancelled = true;
    await this.file.discard();
  }

  private async begin(): Promise<ConversationWriter> {
    const conversation = await this.source.conversation();
    const writer = this.format.writer(conversation);
    if (!this.isCancelled) await this.file.write(writer.head());
    this.total.value = conversation.itemCount;
    return writer;
  }

  private async savePage(writer: ConversationWriter, total: number): Promise<void> {
    const page = await this.source.itemsAfter(this.last);
    const items = page.filter(({ number }) => number <= total);
    if (this.isCancelled) return;
    // Never a file that is silently shorter than what it says of itself.
    if (items.length === 0) throw new ChatError('UNAVAILABLE', 'The rest of the conversation is not there now.');
    await this.file.write(writer.items(items));
    this.last = items.at(-1);
    this.done.value += items.length;
  }
}
