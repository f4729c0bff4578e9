import { describe, expect, it } from 'vitest';
import { conversation, HOSTILE_TEXTS } from '../testing/conversations.ts';
import { instant, jun, message, mina, notice } from '../testing/samples.ts';
import type { TimelineItem } from '../timeline/timeline-documents.ts';
import type { Conversation } from './conversation.ts';
import { jsonFormat } from './json-format.ts';

function written(pages: readonly (readonly TimelineItem[])[], change: Partial<Conversation> = {}): unknown {
  const writer = jsonFormat.writer(conversation(change));
  const text = [writer.head(), ...pages.map((page) => writer.items(page)), writer.tail()].join('');
  return JSON.parse(text);
}

describe('a conversation as JSON', () => {
  it('says what it is, and of which room', () => {
    expect(written([], { name: '"회의"\n', title: '"회의"\n' })).toEqual({
      format: 'maru-conversation',
      version: 1,
      exportedAt: instant(60),
      exportedBy: mina,
      room: {
        id: 'r1',
        name: '"회의"\n',
        title: '"회의"\n',
        createdAt: instant(0),
        members: [
          { ...mina, role: 'OWNER' },
          { ...jun, role: 'MEMBER' },
        ],
      },
      itemCount: 0,
      items: [],
    });
  });

  it('has each item once, over all pages: messages, edits, deletions and notices', () => {
    const pages = [
      [notice(1, { kind: 'ROOM_CREATED' }), message(2)],
      [],
      [message(3, { editedAt: instant(5) }), message(4, { text: null, isDeleted: true })],
    ];
    const record = { kind: 'message', author: jun, editedAt: null, isDeleted: false };
    expect(written(pages, { itemCount: 4 })).toMatchObject({
      itemCount: 4,
      items: [
        { kind: 'notice', id: 'm1', number: 1, createdAt: instant(1), notice: 'ROOM_CREATED', user: jun, actor: jun },
        { ...record, id: 'm2', number: 2, createdAt: instant(2), text: 'text 2' },
        { ...record, id: 'm3', number: 3, text: 'text 3', editedAt: instant(5) },
        { ...record, id: 'm4', number: 4, text: null, isDeleted: true },
      ],
    });
  });

  it('keeps every character of every text', () => {
    const items = HOSTILE_TEXTS.map((text, index) => message(index + 1, { text }));
    expect(written([items])).toMatchObject({ items: HOSTILE_TEXTS.map((text) => ({ text })) });
  });
});
