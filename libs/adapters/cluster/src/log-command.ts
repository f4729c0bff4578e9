import type { AppendCommand, Guard } from '@maru/chat';
import {
  isKnownEvent,
  recordChanges,
  stamp,
  type LogEnd,
  type RecordChange,
  type Revision,
  type RoomChange,
  type RoomEvent,
} from '@maru/domain';
import { HOLES, piecesOf, type Pieces } from './pieces.ts';

/** A command as the append script takes it. Numbers that only the log knows are holes in it. */
export interface LogCommand {
  readonly now: number;
  readonly channel: string;
  readonly guards: readonly LogGuard[];
  readonly events: readonly LogEvent[];
  readonly dedupe?: LogDedupe;
  readonly carrier?: string;
}

interface LogGuard {
  readonly record: 'room' | 'members' | 'member';
  readonly userId?: string;
  /** Absent: there is no such record. */
  readonly revision?: string;
}

interface LogEvent {
  readonly json: Pieces;
  /** By how much it moves the timeline number, and the message count. */
  readonly items: number;
  readonly messages: number;
  readonly posts: boolean;
  /** Of which message it is a revision, and whether that one is gone with it. */
  readonly revises?: string;
  readonly deletes?: number;
  readonly records: readonly LogRecordChange[];
}

type LogRecordChange =
  | { readonly field: string; readonly json: Pieces }
  /** `index`: the place among those who join with one event; absent for who leaves. */
  | { readonly userId: string; readonly json: Pieces; readonly index?: number }
  | { readonly delta: number };

export interface LogDedupe {
  readonly key: string;
  /** The first result, with holes for the end of the log before it. */
  readonly first: Pieces;
  /** When the key says that it was made (epoch milliseconds). */
  readonly madeAt?: number;
  /** The store was asked then, and had no first result. */
  readonly lookedUp?: { readonly epoch: string; readonly at: number };
  /** A first result that a lost epoch took with it: it does not count. */
  readonly lost?: string;
}

export const revisionText = ({ epoch, seq }: Revision): string => `${epoch}-${seq}`;

const NOWHERE: LogEnd = { epoch: 0, seq: 0, createdAt: 0, number: 0, messageCount: 0 };

export function logCommand(command: AppendCommand, now: number, channel: string, dedupe?: LogDedupe): LogCommand {
  const { roomId, actorId, changes, guards, carrier } = command;
  const events = changes.map((change) => logEvent(stamp(change, roomId, actorId, NOWHERE, 0), change));
  return {
    now,
    channel,
    guards: guards.map(logGuard),
    events,
    ...(dedupe && { dedupe }),
    ...(carrier !== undefined && { carrier }),
  };
}

function logGuard({ record, revision }: Guard): LogGuard {
  const named = typeof record === 'string' ? { record } : { record: 'member' as const, userId: record.member };
  return revision ? { ...named, revision: revisionText(revision) } : named;
}

function logEvent(first: RoomEvent, change: RoomChange): LogEvent {
  const event = { ...first, ...HOLES };
  return {
    json: piecesOf(event),
    items: first.number,
    messages: first.messageCount,
    posts: change.kind === 'message_posted',
    ...(change.kind === 'message_edited' && { revises: revisionText(change.origin) }),
    ...(change.kind === 'message_deleted' && { revises: revisionText(change.origin), deletes: change.origin.seq }),
    records: isKnownEvent(event) ? recordChanges(event).flatMap(logRecordChanges) : [],
  };
}

function logRecordChanges(change: RecordChange): LogRecordChange[] {
  switch (change.record) {
    case 'room':
      return Object.entries(change.fields).map(([field, value]) => ({ field, json: piecesOf(value) }));
    case 'member': {
      const { userId, state, joinedIndex } = change.member;
      return [{ userId, json: piecesOf(change.member), ...(state === 'member' && { index: joinedIndex }) }];
    }
    case 'members':
      return [{ delta: change.delta }];
  }
}
