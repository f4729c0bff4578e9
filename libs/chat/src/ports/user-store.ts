import type { Session, SessionKind, User } from '@maru/domain';

/** Who holds a handle, or held it last. */
export interface Holding {
  readonly handle: string;
  readonly userId: string;
  /** Null once the holder signed out, or is being replaced. */
  readonly sessionId: string | null;
  /** A handle is held while this lies ahead (epoch milliseconds). */
  readonly heldUntil: number;
}

export interface HandleClaim {
  readonly handle: string;
  readonly sessionId: string;
  readonly kind: SessionKind;
  readonly now: number;
  readonly heldUntil: number;
  /** The user that comes into being where the handle is free. */
  readonly newUserId: string;
}

export type ClaimResult =
  /** The session is the handle's, now or already before; its hold reaches at least to `heldUntil`. */
  | { readonly kind: 'bound'; readonly session: Session }
  /** Another session holds the handle. */
  | { readonly kind: 'held' }
  /** This session has another handle. */
  | { readonly kind: 'other_handle' }
  /**
   * The handle was another's and is held no longer: that session is anonymous from now on and its user retired. The claimant ends
   * the former user's memberships and then claims again, saying so.
   */
  | { readonly kind: 'vacated'; readonly formerUserId: string; readonly formerSessionId: string | null };

/**
 * Users, who holds which handle, and sessions.
 *
 * - **Strongly consistent**: every node reads what was written before. Every method is one atomic step.
 * - A handle belongs to one session at a time, whatever races.
 * - A user id is never used again; a retired user never comes back.
 */
export interface UserStore {
  /** In the order of `userIds`, without those that do not exist. */
  users(userIds: readonly string[]): Promise<readonly User[]>;
  /** In the order of `handles`, without those that nobody ever held. */
  holders(handles: readonly string[]): Promise<readonly Holding[]>;
  /** The session, while it is bound to a user. */
  session(sessionId: string): Promise<Session | undefined>;
  /**
   * Binds a handle to a session. `vacated` names the former user whose memberships the claimant has ended: without it, with another, or
   * while the former session is still bound, a handle that was somebody's answers `vacated` and stays free for whoever completes first.
   */
  claim(claim: HandleClaim, vacated?: string): Promise<ClaimResult>;
  /**
   * Says until when the session's handle is held, later or sooner than before; the last call decides. A time that has come lets it go: the
   * session stays bound to it until somebody takes it. False where the session is bound to nobody.
   */
  hold(sessionId: string, heldUntil: number): Promise<boolean>;
  /** Ends the session for good, and its hold. Claiming a handle again makes another user of it. */
  endSession(sessionId: string, now: number): Promise<void>;
}
