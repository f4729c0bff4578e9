import { sha256 } from '../hash.ts';

const MAX_SESSION_KEY_LENGTH = 200;

/**
 * The id under which a session is stored: a one-way hash of its key, so that nobody who reads the storage can use the session.
 * Undefined for a key that is blank or over 200 characters: such a request is anonymous.
 */
export async function sessionIdOf(sessionKey: string | undefined): Promise<string | undefined> {
  const key = sessionKey?.trim() ?? '';
  return key === '' || key.length > MAX_SESSION_KEY_LENGTH ? undefined : sha256(key);
}
