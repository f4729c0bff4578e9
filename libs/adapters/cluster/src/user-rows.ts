import type { Session, SessionKind, User } from '@maru/domain';
import type { TableDefinition } from './dynamodb-tables.ts';

/**
 * Users, handles and sessions share a table: one key names a row, and a transaction takes rows of all three.
 * A session is bound to a handle where both rows say so; they are only ever changed together.
 * Nothing here expires: a handle stays known, and a session's row goes when somebody takes the handle.
 */
export const userTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk' });

export const userKey = (userId: string): string => `user#${userId}`;
export const handleKey = (handle: string): string => `handle#${handle}`;
export const sessionKey = (sessionId: string): string => `session#${sessionId}`;

export interface UserRow extends User {
  readonly pk: string;
}

/** Who has a handle, or had it last. */
export interface HandleRow {
  readonly pk: string;
  readonly handle: string;
  readonly userId: string;
  /** Absent once the session ended or lost it. */
  readonly sessionId?: string;
  /** The end of the last hold, where there is no session; else the session's row has it. */
  readonly heldUntil?: number;
}

/** A bound session. It holds the handle itself, so that to prolong the hold is one write. */
export interface SessionRow extends Session {
  readonly pk: string;
  readonly kind: SessionKind;
}

export const userRow = (user: User): UserRow => ({ pk: userKey(user.id), ...user });
export const sessionRow = (session: Session): SessionRow => ({ pk: sessionKey(session.id), ...session });

export const userOf = ({ pk: _, ...user }: UserRow): User => user;
export const sessionOf = ({ pk: _, ...session }: SessionRow): Session => session;
