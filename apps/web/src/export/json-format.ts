import type { TimelineItem } from '../timeline/timeline-documents.ts';
import type { Conversation } from './conversation.ts';
import type { ConversationFormat, ConversationWriter } from './conversation-format.ts';

/** Goes up when a reader of the former version would misunderstand a file; new fields alone do not raise it. */
const VERSION = 1;

/** For programs: one JSON document with an item on each line. Its shape is described in docs/export.md. */
export const jsonFormat: ConversationFormat = {
  extension: 'json',
  mimeType: 'application/json',
  writer: (conversation) => jsonWriter(conversation),
};

function jsonWriter(conversation: Conversation): ConversationWriter {
  let separator = '\n';
  return {
    head: () => `${JSON.stringify(headOf(conversation), null, 2).slice(0, -2)},\n  "items": [`,
    items: (items) =>
      items
        .map((item) => {
          const line = `${separator}    ${JSON.stringify(recordOf(item))}`;
          separator = ',\n';
          return line;
        })
        .join(''),
    tail: () => '\n  ]\n}\n',
  };
}

const headOf = ({ roomId, name, title, createdAt, members, ...rest }: Conversation) => ({
  format: 'maru-conversation',
  version: VERSION,
  exportedAt: rest.exportedAt.toISOString(),
  exportedBy: userOf(rest.exportedBy),
  room: {
    id: roomId,
    name,
    title,
    createdAt,
    members: members.map(({ user, role }) => ({ ...userOf(user), role })),
  },
  itemCount: rest.itemCount,
});

/** Without what an answer carries besides, such as type names. */
const userOf = ({ id, handle }: { readonly id: string; readonly handle: string }) => ({ id, handle });

function recordOf(item: TimelineItem) {
  const { id, number, createdAt } = item;
  if (item.__typename === 'RoomNotice')
    return {
      kind: 'notice',
      id,
      number,
      createdAt,
      notice: item.kind,
      user: userOf(item.user),
      actor: userOf(item.actor),
    };
  const { text, editedAt, isDeleted } = item;
  return { kind: 'message', id, number, createdAt, author: userOf(item.author), text, editedAt, isDeleted };
}
