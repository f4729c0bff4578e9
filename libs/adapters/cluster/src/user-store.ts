import { TransactWriteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ClaimResult, HandleClaim, Holding, UserStore } from '@maru/chat';
import type { Session, User } from '@maru/domain';
import { readRows } from './dynamodb-batches.ts';
import { StaleRead, untilItHolds, whereHolds } from './dynamodb-conditions.ts';
import { HandleWrites, type Write } from './handle-writes.ts';
import {
  handleKey,
  sessionKey,
  sessionOf,
  userKey,
  userOf,
  type HandleRow,
  type SessionRow,
  type UserRow,
} from './user-rows.ts';

/**
 * Users, handles and sessions on DynamoDB. What is decided, is decided on rows that were read, and written in one step under
 * the condition that they are still so; else it is decided again.
 */
export class ClusterUserStore implements UserStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #writes: HandleWrites;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
    this.#writes = new HandleWrites(table);
  }

  async users(userIds: readonly string[]): Promise<readonly User[]> {
    return (await this.#read<UserRow>(userIds.map(userKey))).flatMap((row) => (row ? [userOf(row)] : []));
  }

  holders(handles: readonly string[]): Promise<readonly Holding[]> {
    return untilItHolds(async () => {
      const rows = (await this.#read<HandleRow>(handles.map(handleKey))).filter((row) => row !== undefined);
      const sessions = await this.#sessionsOf(rows);
      return rows.map(({ handle, userId, sessionId, heldUntil }, index) => ({
        handle,
        userId,
        sessionId: sessionId ?? null,
        heldUntil: sessions[index]?.heldUntil ?? heldUntil ?? 0,
      }));
    });
  }

  async session(sessionId: string): Promise<Session | undefined> {
    const [row] = await this.#read<SessionRow>([sessionKey(sessionId)]);
    return row && sessionOf(row);
  }

  claim(claim: HandleClaim, vacated?: string): Promise<ClaimResult> {
    return untilItHolds(() => this.#claim(claim, vacated));
  }

  hold(sessionId: string, heldUntil: number): Promise<boolean> {
    return untilItHolds(() => whereHolds(this.#setHold(sessionId, heldUntil, 'attribute_exists(pk)')));
  }

  endSession(sessionId: string, now: number): Promise<void> {
    return untilItHolds(async () => {
      const [bound] = await this.#read<SessionRow>([sessionKey(sessionId)]);
      if (bound) await this.#write(this.#writes.release(bound, now));
    });
  }

  async #claim(claim: HandleClaim, vacated: string | undefined): Promise<ClaimResult> {
    const [[bound], [former]] = await Promise.all([
      this.#read<SessionRow>([sessionKey(claim.sessionId)]),
      this.#read<HandleRow>([handleKey(claim.handle)]),
    ]);
    if (bound) return bound.handle === claim.handle ? this.#prolong(bound, claim.heldUntil) : { kind: 'other_handle' };
    if (!former) return this.#take(claim, former);
    const [holder] = await this.#sessionsOf([former]);
    if (holder?.id === claim.sessionId) throw new StaleRead();
    if (holder && holder.heldUntil > claim.now) return { kind: 'held' };
    // Only a user whom no session is any more can have been cleared away for good.
    if (!holder && former.userId === vacated) return this.#take(claim, former);
    await this.#write(this.#writes.vacate(former, holder, claim.now));
    return { kind: 'vacated', formerUserId: former.userId, formerSessionId: holder?.id ?? null };
  }

  async #take(claim: HandleClaim, former: HandleRow | undefined): Promise<ClaimResult> {
    await this.#write(this.#writes.take(claim, former));
    const { handle, sessionId, kind, heldUntil, newUserId } = claim;
    return { kind: 'bound', session: { id: sessionId, userId: newUserId, handle, kind, heldUntil } };
  }

  async #prolong(bound: SessionRow, heldUntil: number): Promise<ClaimResult> {
    if (heldUntil > bound.heldUntil)
      await this.#setHold(bound.id, heldUntil, 'heldUntil < :heldUntil AND userId = :userId', {
        ':userId': bound.userId,
      });
    return { kind: 'bound', session: { ...sessionOf(bound), heldUntil: Math.max(heldUntil, bound.heldUntil) } };
  }

  async #setHold(sessionId: string, heldUntil: number, condition: string, values?: Record<string, string>) {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { pk: sessionKey(sessionId) },
      UpdateExpression: 'SET heldUntil = :heldUntil',
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':heldUntil': heldUntil, ...values },
    });
    await this.#client.send(command);
  }

  async #write(writes: Write[]): Promise<void> {
    await this.#client.send(new TransactWriteCommand({ TransactItems: writes }));
  }

  /** The sessions that have these handles, in their order; undefined for a handle that none has. @throws StaleRead */
  async #sessionsOf(rows: readonly HandleRow[]): Promise<(SessionRow | undefined)[]> {
    const ids = rows.flatMap(({ sessionId }) => sessionId ?? []);
    const found = new Map((await this.#read<SessionRow>(ids.map(sessionKey))).map((row) => [row?.id, row]));
    return rows.map(({ handle, userId, sessionId }) => {
      if (sessionId === undefined) return undefined;
      const session = found.get(sessionId);
      if (session?.handle !== handle || session.userId !== userId) throw new StaleRead();
      return session;
    });
  }

  /** In the order of the keys. */
  async #read<Row extends { readonly pk: string }>(keys: readonly string[]): Promise<(Row | undefined)[]> {
    const rows = await readRows<Row>(this.#client, this.#table, keys);
    const byKey = new Map(rows.map((row) => [row.pk, row]));
    return keys.map((key) => byKey.get(key));
  }
}
