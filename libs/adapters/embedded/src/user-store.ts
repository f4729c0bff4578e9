import type { ClaimResult, HandleClaim, Holding, UserStore } from '@maru/chat';
import type { Session, SessionKind, User } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import type { GroupCommit } from './group-commit.ts';

interface UserRow {
  readonly id: string;
  readonly handle: string;
  readonly created_at: number;
  readonly retired: number;
}

interface HoldingRow {
  readonly handle: string;
  readonly user_id: string;
  readonly session_id: string | null;
  readonly session_kind: SessionKind;
  readonly held_until: number;
}

interface BoundRow extends HoldingRow {
  readonly session_id: string;
}

/** Users, handles and sessions. Every method that writes is one transaction. */
export class EmbeddedUserStore implements UserStore {
  readonly #commit: GroupCommit;
  readonly #users: Query<UserRow>;
  readonly #holdings: Query<HoldingRow>;
  readonly #bound: Query<BoundRow>;
  readonly #createUser: Query<never>;
  readonly #retireUser: Query<never>;
  readonly #bind: Query<never>;
  readonly #unbind: Query<never>;
  readonly #setHold: Query<never>;

  constructor(connection: SqlConnection, commit: GroupCommit) {
    this.#commit = commit;
    this.#users = connection.query(
      'SELECT users.* FROM json_each(?) AS wanted JOIN users ON users.id = wanted.value ORDER BY wanted.key',
    );
    this.#holdings = connection.query(
      `SELECT holdings.* FROM json_each(?) AS wanted JOIN holdings ON holdings.handle = wanted.value
       ORDER BY wanted.key`,
    );
    this.#bound = connection.query('SELECT * FROM holdings WHERE session_id = ?');
    this.#createUser = connection.query('INSERT INTO users (id, handle, created_at, retired) VALUES (?, ?, ?, 0)');
    this.#retireUser = connection.query('UPDATE users SET retired = 1 WHERE id = ?');
    this.#bind = connection.query('INSERT OR REPLACE INTO holdings VALUES (?, ?, ?, ?, ?)');
    this.#unbind = connection.query(
      'UPDATE holdings SET session_id = NULL, held_until = min(held_until, ?) WHERE handle = ?',
    );
    this.#setHold = connection.query('UPDATE holdings SET held_until = ? WHERE session_id = ?');
  }

  async users(userIds: readonly string[]): Promise<readonly User[]> {
    return this.#users.all(JSON.stringify(userIds)).map((row) => ({
      id: row.id,
      handle: row.handle,
      createdAt: row.created_at,
      retired: row.retired === 1,
    }));
  }

  async holders(handles: readonly string[]): Promise<readonly Holding[]> {
    return this.#holdings.all(JSON.stringify(handles)).map((row) => ({
      handle: row.handle,
      userId: row.user_id,
      sessionId: row.session_id,
      heldUntil: row.held_until,
    }));
  }

  async session(sessionId: string): Promise<Session | undefined> {
    const row = this.#bound.get(sessionId);
    return row && sessionOf(row);
  }

  claim(claim: HandleClaim, vacated?: string): Promise<ClaimResult> {
    return this.#commit.write(() => this.#claim(claim, vacated));
  }

  hold(sessionId: string, heldUntil: number): Promise<boolean> {
    return this.#commit.write(() => this.#setHold.run(heldUntil, sessionId).changes > 0);
  }

  endSession(sessionId: string, now: number): Promise<void> {
    return this.#commit.write(() => {
      const bound = this.#bound.get(sessionId);
      if (bound) this.#unbind.run(now, bound.handle);
    });
  }

  #claim(claim: HandleClaim, vacated: string | undefined): ClaimResult {
    const bound = this.#bound.get(claim.sessionId);
    if (bound) return bound.handle === claim.handle ? this.#prolong(claim, bound) : { kind: 'other_handle' };
    const [holding] = this.#holdings.all(JSON.stringify([claim.handle]));
    if (!holding) return this.#take(claim);
    if (holding.session_id !== null && holding.held_until > claim.now) return { kind: 'held' };
    // Only a user whom no session is any more can have been cleared away for good.
    if (holding.session_id === null && holding.user_id === vacated) return this.#take(claim);
    return this.#vacate(claim, holding);
  }

  #prolong(claim: HandleClaim, bound: BoundRow): ClaimResult {
    const heldUntil = Math.max(claim.heldUntil, bound.held_until);
    this.#setHold.run(heldUntil, claim.sessionId);
    return { kind: 'bound', session: sessionOf({ ...bound, held_until: heldUntil }) };
  }

  #take({ handle, sessionId, kind, now, heldUntil, newUserId }: HandleClaim): ClaimResult {
    this.#createUser.run(newUserId, handle, now);
    this.#bind.run(handle, newUserId, sessionId, kind, heldUntil);
    return { kind: 'bound', session: { id: sessionId, userId: newUserId, handle, kind, heldUntil } };
  }

  #vacate({ handle, now }: HandleClaim, { user_id, session_id }: HoldingRow): ClaimResult {
    this.#retireUser.run(user_id);
    this.#unbind.run(now, handle);
    return { kind: 'vacated', formerUserId: user_id, formerSessionId: session_id };
  }
}

const sessionOf = (row: BoundRow): Session => ({
  id: row.session_id,
  userId: row.user_id,
  handle: row.handle,
  kind: row.session_kind,
  heldUntil: row.held_until,
});
