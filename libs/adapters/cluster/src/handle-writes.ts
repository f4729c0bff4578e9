import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { HandleClaim } from '@maru/chat';
import { handleKey, sessionRow, userKey, userRow, type HandleRow, type SessionRow } from './user-rows.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * The changes of who has a handle: each the writes of one transaction, under the condition that the rows which were decided on
 * are still as they were read.
 */
export class HandleWrites {
  readonly #table: string;

  constructor(table: string) {
    this.#table = table;
  }

  /** The handle becomes the session's, and a new user comes into being. @param former who had it last, and has it no longer */
  take({ handle, sessionId, kind, now, heldUntil, newUserId }: HandleClaim, former: HandleRow | undefined): Write[] {
    const taken: HandleRow = { pk: handleKey(handle), handle, userId: newUserId, sessionId };
    return [
      this.#create(userRow({ id: newUserId, handle, createdAt: now, retired: false })),
      this.#create(sessionRow({ id: sessionId, userId: newUserId, handle, kind, heldUntil })),
      former ? { Put: { Item: taken, ...this.#whereFree(former) } } : this.#create(taken),
    ];
  }

  /** The handle is nobody's any more, and its user retired. @param session the one that had it, where there is one */
  vacate(former: HandleRow, session: SessionRow | undefined, now: number): Write[] {
    const retire = {
      TableName: this.#table,
      Key: { pk: userKey(former.userId) },
      UpdateExpression: 'SET retired = :retired',
      ExpressionAttributeValues: { ':retired': true },
    };
    const free = { ConditionCheck: { Key: { pk: former.pk }, ...this.#whereFree(former) } };
    return [{ Update: retire }, ...(session ? this.release(session, now) : [free])];
  }

  /** The session ends, and lets its handle go. */
  release({ pk, id, handle, heldUntil }: SessionRow, now: number): Write[] {
    const letGo = {
      TableName: this.#table,
      Key: { pk: handleKey(handle) },
      UpdateExpression: 'SET heldUntil = :heldUntil REMOVE sessionId',
      ConditionExpression: 'sessionId = :sessionId',
      ExpressionAttributeValues: { ':sessionId': id, ':heldUntil': Math.min(heldUntil, now) },
    };
    const end = {
      TableName: this.#table,
      Key: { pk },
      ConditionExpression: 'heldUntil = :heldUntil',
      ExpressionAttributeValues: { ':heldUntil': heldUntil },
    };
    return [{ Update: letGo }, { Delete: end }];
  }

  #create(row: object): Write {
    return { Put: { TableName: this.#table, Item: { ...row }, ConditionExpression: 'attribute_not_exists(pk)' } };
  }

  #whereFree({ userId }: HandleRow) {
    return {
      TableName: this.#table,
      ConditionExpression: 'userId = :former AND attribute_not_exists(sessionId)',
      ExpressionAttributeValues: { ':former': userId },
    };
  }
}
