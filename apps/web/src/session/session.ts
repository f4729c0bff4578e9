import { shallowRef } from 'vue';
import { v4 as randomId } from 'uuid';
import { clientBase } from '../embedding/host-page.ts';
import { openApi, type Api } from '../graphql/api.ts';
import { failureOf, type Failure } from '../graphql/failure.ts';
import type { User } from '../graphql/fragments.ts';
import { retryDelay } from '../graphql/retry-delay.ts';
import { forgetSession, keepSession, savedSession } from './saved-session.ts';
import { GuestSignIn, SignOut, ViewerQuery } from './session-documents.ts';

export type SessionState =
  | { readonly status: 'checking' }
  /** The server cannot be asked; it is asked again. */
  | { readonly status: 'unreachable' }
  /** `ended`: there was a session, and the server knows it no longer. */
  | { readonly status: 'signed-out'; readonly ended: boolean; readonly lastHandle: string }
  | { readonly status: 'signed-in'; readonly viewer: User; readonly api: Api };

const state = shallowRef<SessionState>({ status: 'checking' });
/** Who uses this tab. */
export const sessionState = state;

let retryTimer: ReturnType<typeof setTimeout> | undefined;

/**
 * Asks the server who the kept session is: at the start, and when the server says that it is over. Tried again by itself
 * until there is an answer; at the start, whoever was here last may write meanwhile.
 */
export async function resumeSession(failures = 0): Promise<void> {
  clearTimeout(retryTimer);
  if (state.value.status === 'signed-in') state.value.api.close();
  const saved = savedSession();
  if (!saved) {
    state.value = { status: 'signed-out', ended: false, lastHandle: '' };
    return;
  }
  const api = openApi(saved.key);
  try {
    const { viewer } = await api.query(ViewerQuery, {});
    if (viewer) return enter(viewer, api, saved.key);
    endSession(saved.handle);
  } catch {
    // The connection finds out whether the session still holds.
    const isStart = state.value.status === 'checking';
    if (isStart && saved.userId) return enter({ id: saved.userId, handle: saved.handle }, api, saved.key);
    state.value = { status: 'unreachable' };
    retryTimer = setTimeout(() => void resumeSession(failures + 1), retryDelay(failures));
  }
  api.close();
}

function enter(viewer: User, api: Api, key: string): void {
  keepSession({ key, handle: viewer.handle, userId: viewer.id });
  api.connection.onRefused(() => void resumeSession());
  state.value = { status: 'signed-in', viewer, api };
}

function endSession(lastHandle: string): void {
  forgetSession();
  state.value = { status: 'signed-out', ended: true, lastHandle };
}

/** The last try's key: trying the same name again must be the same request, should its first answer have been lost. */
let lastTry = { handle: '', key: '' };

/** Takes a name for this tab's session. @returns why it could not */
export async function signIn(handle: string): Promise<Failure | undefined> {
  if (lastTry.handle !== handle) lastTry = { handle, key: randomId() };
  const api = openApi(lastTry.key);
  try {
    const { guestSignIn } = await api.mutate(GuestSignIn, { handle });
    enter(guestSignIn, api, lastTry.key);
    return undefined;
  } catch (error) {
    api.close();
    return failureOf(error);
  }
}

/**
 * Gives the name back and forgets the session.
 * @param forget forgets what else is kept for the user, once there is no way back
 * @returns why it could not
 */
export async function signOut(forget: () => Promise<void>): Promise<Failure | undefined> {
  if (state.value.status !== 'signed-in') return undefined;
  try {
    await state.value.api.mutate(SignOut, {});
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'UNAUTHENTICATED') return failure;
  }
  await forget();
  forgetSession();
  location.assign(clientBase);
  return undefined;
}
