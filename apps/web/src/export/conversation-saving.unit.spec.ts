import { ChatError } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import { conversation } from '../testing/conversations.ts';
import { message } from '../testing/samples.ts';
import type { ConversationFormat } from './conversation-format.ts';
import { ConversationSaving } from './conversation-saving.ts';
import type { TargetFile } from './target-file.ts';

const numbers: ConversationFormat = {
  extension: 'txt',
  mimeType: 'text/plain',
  writer: ({ itemCount }) => ({
    head: () => `${String(itemCount)}:`,
    items: (items) => items.map(({ number }) => ` ${String(number)}`).join(''),
    tail: () => '.',
  }),
};

function memoryFile() {
  let text: string | undefined = '';
  let isWhole = false;
  const file: TargetFile = {
    name: 'file.txt',
    write: async (more) => void (text = `${text ?? ''}${more}`),
    finish: async () => void (isWhole = true),
    discard: async () => void (text = undefined),
  };
  return { file, text: () => text, isWhole: () => isWhole };
}

/** A room that had so many items when the export began, and has five more by now; page `fails` does not come at the first try. */
function source(itemCount: number, { fails = -1, beforePage = (_page: number) => {} } = {}) {
  let pages = 0;
  return {
    conversation: async () => conversation({ itemCount }),
    itemsAfter: async (after: { readonly number: number } | undefined) => {
      const page = pages++;
      beforePage(page);
      if (page === fails) throw new TypeError('Failed to fetch');
      const first = (after?.number ?? 0) + 1;
      const length = Math.max(0, Math.min(3, itemCount + 5 - first + 1));
      return Array.from({ length }, (_, index) => message(first + index));
    },
  };
}

describe('saving a conversation', () => {
  it('writes what there was when it began, page by page, and says how far it is', async () => {
    const { file, text, isWhole } = memoryFile();
    const saving = new ConversationSaving(source(7), numbers, file);
    await saving.goOn();
    expect(text()).toBe('7: 1 2 3 4 5 6 7.');
    expect(isWhole()).toBe(true);
    expect([saving.done.value, saving.total.value]).toEqual([7, 7]);
  });

  it('goes on after a page that did not come, and writes nothing twice', async () => {
    const { file, text, isWhole } = memoryFile();
    const saving = new ConversationSaving(source(7, { fails: 1 }), numbers, file);
    await expect(saving.goOn()).rejects.toThrow('Failed to fetch');
    expect([saving.done.value, isWhole()]).toEqual([3, false]);
    await saving.goOn();
    expect(text()).toBe('7: 1 2 3 4 5 6 7.');
    expect(isWhole()).toBe(true);
  });

  it('leaves no file when it is cancelled', async () => {
    const { file, text, isWhole } = memoryFile();
    const saving: ConversationSaving = new ConversationSaving(
      source(7, { beforePage: (page) => void (page === 1 && saving.cancel()) }),
      numbers,
      file,
    );
    await saving.goOn();
    expect([text(), isWhole(), saving.done.value]).toEqual([undefined, false, 3]);
  });

  it('never makes a file that lacks the rest', async () => {
    const { file, isWhole } = memoryFile();
    const { conversation } = source(7);
    const saving = new ConversationSaving({ conversation, itemsAfter: async () => [] }, numbers, file);
    await expect(saving.goOn()).rejects.toThrow(ChatError);
    expect(isWhole()).toBe(false);
  });

  it('saves an empty room', async () => {
    const { file, text } = memoryFile();
    await new ConversationSaving(source(0), numbers, file).goOn();
    expect(text()).toBe('0:.');
  });
});
