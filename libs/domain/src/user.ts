/** A person or program. The id is never used again; the handle may pass to another user once it is released. */
export interface User {
  readonly id: string;
  /** The handle by which this user is, or was last, known. */
  readonly handle: string;
  readonly createdAt: number;
  /** True once the handle was taken by somebody else: nobody is this user any more. */
  readonly retired: boolean;
}

/** How a session keeps its handle: `page` as base-contract.md says, `guest` for long after it was last seen. */
export type SessionKind = 'page' | 'guest';

/** One signed-in client of a user. */
export interface Session {
  /** A one-way hash of the session key; the key itself is stored nowhere. */
  readonly id: string;
  readonly userId: string;
  readonly handle: string;
  readonly kind: SessionKind;
  /** The handle is held until then (epoch milliseconds); it stays bound until somebody takes it. */
  readonly heldUntil: number;
}
