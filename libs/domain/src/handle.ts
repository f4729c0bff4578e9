import { badInput } from './errors.ts';

export const MAX_HANDLE_CODE_POINTS = 32;

// Control characters, and what is invisible or turns the direction of writing: two handles must not look alike by these.
const REFUSED_CHARACTERS = /[\p{Cc}\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;
const LONE_SURROGATE = /\p{Cs}/u;
const RESERVED = new Set(['system', 'null', 'undefined']);

/**
 * The one form of a handle: NFC, trimmed. Two texts with the same form name the same user.
 * Source: base-contract.md, "Identity".
 * @throws ChatError BAD_USER_INPUT where it is empty, over 32 code points, reserved, or has refused characters
 */
export function normalizeHandle(text: string): string {
  const handle = text.normalize('NFC').trim();
  const length = [...handle].length;
  if (length < 1 || length > MAX_HANDLE_CODE_POINTS)
    throw badInput(`A name has 1 to ${MAX_HANDLE_CODE_POINTS} characters.`);
  if (REFUSED_CHARACTERS.test(handle) || LONE_SURROGATE.test(handle))
    throw badInput('This name contains characters that cannot be used.');
  if (RESERVED.has(handle.toLowerCase())) throw badInput('This name is reserved. Choose another one.');
  return handle;
}
