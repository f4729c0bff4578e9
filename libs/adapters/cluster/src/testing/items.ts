import { encodeItemId, type Message } from '@maru/domain';

/** A message as it is posted; `changes` may make it another revision. */
export function messageAt(roomId: string, number: number, changes: Partial<Message> = {}): Message {
  const { epoch = 1, seq = number } = changes;
  return {
    kind: 'message',
    id: encodeItemId({ roomId, epoch, seq, number }),
    roomId,
    epoch,
    seq,
    number,
    messageCount: number,
    createdAt: 1_800_000_000_000 + number,
    authorId: 'user-1',
    clientMessageId: null,
    body: { text: `message ${number}` },
    revision: { epoch, seq },
    editedAt: null,
    ...changes,
  };
}
