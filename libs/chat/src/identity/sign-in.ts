import { ChatError, normalizeHandle, unauthenticated, type Session, type SessionKind } from '@maru/domain';
import type { Core } from '../core.ts';
import type { ClaimResult } from '../ports/user-store.ts';
import { leaveAllRooms } from '../rooms/leave-room.ts';

/** How long from now a session of this kind holds its handle without any sign of life. */
export const holdMs = ({ settings }: Core, kind: SessionKind): number =>
  kind === 'page' ? settings.pageHoldMs : settings.guestHoldMs;

/**
 * Binds a handle to a session that has none. Where the handle was somebody's who holds it no longer, that user's memberships end first.
 * @throws ChatError UNAUTHENTICATED without a session, BAD_USER_INPUT for a text that is no handle
 */
async function takeHandle(core: Core, sessionId: string | undefined, text: string, kind: SessionKind) {
  if (sessionId === undefined) throw unauthenticated();
  const handle = normalizeHandle(text);
  const { userStore, feed } = core.ports;
  const claim = async (vacated?: string): Promise<ClaimResult> => {
    const now = core.settings.clock();
    const heldUntil = now + holdMs(core, kind);
    return userStore.claim({ handle, sessionId, kind, now, heldUntil, newUserId: core.settings.newId() }, vacated);
  };
  let result = await claim();
  if (result.kind === 'vacated') {
    if (result.formerSessionId !== null) await feed.publish(`session:${result.formerSessionId}`, { userId: null });
    await leaveAllRooms(core, result.formerUserId);
    result = await claim(result.formerUserId);
  }
  if (result.kind === 'bound') await feed.publish(`session:${sessionId}`, { userId: result.session.userId });
  return result;
}

/** The base contract's sign-in. False where another session holds the handle, or this one has another. */
export async function setUser(core: Core, sessionId: string | undefined, handle: string): Promise<boolean> {
  return (await takeHandle(core, sessionId, handle, 'page')).kind === 'bound';
}

/**
 * Signs a guest in, for as long as the session is seen every now and then. Safe to repeat.
 * @throws ChatError HANDLE_TAKEN, ALREADY_SIGNED_IN (with another handle), UNAUTHENTICATED, BAD_USER_INPUT
 */
export async function guestSignIn(core: Core, sessionId: string | undefined, handle: string): Promise<Session> {
  const result = await takeHandle(core, sessionId, handle, 'guest');
  if (result.kind === 'bound') return result.session;
  if (result.kind === 'other_handle')
    throw new ChatError('ALREADY_SIGNED_IN', 'You are signed in under another name. Sign out first.');
  throw new ChatError('HANDLE_TAKEN', 'Somebody has this name. Choose another one.');
}

/** Ends the session on every connection, and lets its handle go. The user's rooms are left once somebody takes the handle. */
export async function signOut({ ports, settings }: Core, viewer: Session): Promise<void> {
  await ports.userStore.endSession(viewer.id, settings.clock());
  await ports.feed.publish(`session:${viewer.id}`, { userId: null });
}
