import type { TimelineItem } from '../timeline/timeline-documents.ts';
import type { Conversation } from './conversation.ts';

/** Writes one conversation as the text of a file, from its head to its tail. The items come in order, page by page. */
export interface ConversationWriter {
  head(): string;
  items(items: readonly TimelineItem[]): string;
  tail(): string;
}

export interface ConversationFormat {
  readonly extension: string;
  readonly mimeType: string;
  writer(conversation: Conversation): ConversationWriter;
}
