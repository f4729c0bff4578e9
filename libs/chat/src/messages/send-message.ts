import {
  checkClientId,
  checkMessageText,
  ChatError,
  DedupeMismatch,
  mayPost,
  messageOf,
  type Message,
  type MessageBody,
  type RoomEvent,
  type Session,
} from '@maru/domain';
import type { Core } from '../core.ts';
import { sha256 } from '../hash.ts';
import { decideAgain } from '../rooms/decide-again.ts';
import { accessRoom, guardsOf } from '../rooms/room-access.ts';

export interface NewMessage {
  readonly roomId: string;
  /** With it a repetition, after whatever time, returns the first message. The base contract has none. */
  readonly clientMessageId: string | null;
  readonly text: string;
}

/**
 * Posts a message. Resolves once it is durable, with the message as it is stored.
 * @throws ChatError ROOM_NOT_FOUND, BAD_USER_INPUT, DEDUPE_MISMATCH (the id was used for another text), BUSY
 */
export async function sendMessage(
  core: Core,
  viewer: Session,
  { roomId, clientMessageId, text }: NewMessage,
): Promise<Message> {
  const body: MessageBody = { text };
  const dedupe = clientMessageId === null ? {} : await dedupeOf(viewer, clientMessageId, body);
  return decideAgain(async () => {
    const access = await accessRoom(core, viewer.userId, roomId, mayPost);
    checkMessageText(text, core.settings.maxMessageCodePoints);
    if (clientMessageId !== null) checkClientId(clientMessageId);
    try {
      const { events, repeated } = await core.ports.roomLog.append({
        roomId,
        actorId: viewer.userId,
        changes: [{ kind: 'message_posted', clientMessageId, body }],
        guards: guardsOf(access),
        ...dedupe,
      });
      return await posted(core, events[0], repeated);
    } catch (error) {
      if (!(error instanceof DedupeMismatch)) throw error;
      throw new ChatError('DEDUPE_MISMATCH', 'This clientMessageId was used for another message.');
    }
  });
}

async function dedupeOf(viewer: Session, clientMessageId: string, body: MessageBody) {
  return {
    dedupe: { key: `message:${viewer.userId}:${clientMessageId}`, fingerprint: await sha256(JSON.stringify(body)) },
  };
}

/** A repeated command gives the message as it is now: it may have been edited since. */
async function posted({ ports }: Core, event: RoomEvent, repeated: boolean): Promise<Message> {
  if (event.kind !== 'message_posted') throw new Error(`A message was appended, but the log returned ${event.kind}.`);
  const message = messageOf(event);
  if (!repeated) return message;
  const current = await ports.messageStore.get(message.id);
  return current?.kind === 'message' ? current : message;
}
