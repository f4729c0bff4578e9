import { badInput } from './errors.ts';
import type { ItemAddress, Revision } from './position.ts';

export const MAX_CLIENT_ID_LENGTH = 64;

/** What a message says. All but the text may be absent. */
export interface MessageBody {
  readonly text: string;
  readonly mentions?: readonly string[];
  readonly attachments?: readonly string[];
  readonly replyTo?: string;
  readonly threadId?: string;
}

/** What never changes about a message once it is posted. */
export interface MessageOrigin extends ItemAddress {
  /** How many messages the room had, this one included: differences of it are unread counts. */
  readonly messageCount: number;
  readonly createdAt: number;
  readonly authorId: string;
  /** The sender's own id of the message; null where the client gives none (base contract). */
  readonly clientMessageId: string | null;
}

export interface Message extends MessageOrigin {
  readonly kind: 'message';
  readonly id: string;
  /** Null once it is deleted. */
  readonly body: MessageBody | null;
  readonly revision: Revision;
  readonly editedAt: number | null;
}

/**
 * Checks a text before it is sent. It is kept as it was given.
 * @throws ChatError BAD_USER_INPUT where it is blank, over `maxCodePoints`, or not well-formed Unicode
 */
export function checkMessageText(text: string, maxCodePoints: number): void {
  if (text.trim() === '') throw badInput('A message needs some text.');
  // A text of n UTF-16 units has at least n / 2 code points: long ones are refused without being counted.
  if (text.length > 2 * maxCodePoints || [...text].length > maxCodePoints)
    throw badInput(`A message has at most ${maxCodePoints} characters.`);
  if (/\p{Cs}/u.test(text)) throw badInput('This text is not valid Unicode.');
}

/** @throws ChatError BAD_USER_INPUT where a client's own id is empty, too long or not printable ASCII */
export function checkClientId(id: string): void {
  if (!/^[\x21-\x7E]+$/.test(id) || id.length > MAX_CLIENT_ID_LENGTH)
    throw badInput(`A client's own id has 1 to ${MAX_CLIENT_ID_LENGTH} printable ASCII characters, without spaces.`);
}
