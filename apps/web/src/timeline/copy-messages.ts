import { copiedText, type CopiedMessage } from './copied-text.ts';
import type { MessageRow } from './rows.ts';

/**
 * Makes clean text of a selection that goes over several messages; within one message the browser's own is right.
 * @param rowOf finds a message by its row's key
 */
export function copyMessages(
  event: ClipboardEvent,
  rowOf: (key: string) => MessageRow | undefined,
  author: (row: MessageRow) => string,
  language: string,
): void {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData || !(event.currentTarget instanceof Element)) return;
  const range = selection.getRangeAt(0);
  const messages: CopiedMessage[] = [];
  for (const element of event.currentTarget.querySelectorAll<HTMLElement>('[data-row="message"]')) {
    const row = rowOf(element.dataset['key'] ?? '');
    const text = row && selection.containsNode(element, true) ? selectedText(element, range) : '';
    if (row && text !== '') messages.push({ author: author(row), at: row.at, text });
  }
  if (messages.length < 2) return;
  event.clipboardData.setData('text/plain', copiedText(messages, language));
  event.preventDefault();
}

/** What of a row's text is selected; a folded text counts with all of it. */
function selectedText(row: HTMLElement, selected: Range): string {
  const text = row.querySelector('[data-text]');
  if (!text) return '';
  const part = document.createRange();
  part.selectNodeContents(text);
  if (selected.compareBoundaryPoints(Range.START_TO_START, part) > 0)
    part.setStart(selected.startContainer, selected.startOffset);
  if (selected.compareBoundaryPoints(Range.END_TO_END, part) < 0)
    part.setEnd(selected.endContainer, selected.endOffset);
  return part.toString().trim();
}
