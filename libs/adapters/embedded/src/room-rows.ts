import type { Member, Message, Revision, Role, Room, RoomHead } from '@maru/domain';
import { fromJson, type Json } from './stored-json.ts';

/** Rows of the record tables, and the records that they are. */

export interface RevisionRow {
  readonly revision_epoch: number;
  readonly revision_seq: number;
}

export interface HeadRow {
  readonly epoch: number;
  readonly seq: number;
  readonly number: number;
  readonly message_count: number;
  readonly created_at: number;
  readonly last_message: Json<Message> | null;
}

export interface RoomRow extends RevisionRow {
  readonly id: string;
  readonly name: string | null;
  readonly created_by: string;
  readonly room_created_at: number;
  readonly ended_at: number | null;
}

export interface MemberRow extends RevisionRow {
  readonly room_id: string;
  readonly user_id: string;
  readonly state: Member['state'];
  readonly role: Role;
  readonly joined_seq: number;
  readonly joined_index: number;
  readonly joined_at: number;
  readonly joined_message_count: number;
  readonly joined_number: number;
}

export const revisionOf = (row: RevisionRow): Revision => ({ epoch: row.revision_epoch, seq: row.revision_seq });

export const headOf = (row: HeadRow): RoomHead => ({
  epoch: row.epoch,
  seq: row.seq,
  number: row.number,
  messageCount: row.message_count,
  createdAt: row.created_at,
  lastMessage: row.last_message === null ? null : fromJson(row.last_message),
});

export const roomFieldsOf = (row: RoomRow): Omit<Room, 'id' | 'head'> => ({
  name: row.name,
  createdBy: row.created_by,
  createdAt: row.room_created_at,
  endedAt: row.ended_at,
  revision: revisionOf(row),
});

export const roomOf = (row: RoomRow & HeadRow): Room => ({ id: row.id, ...roomFieldsOf(row), head: headOf(row) });

export const memberOf = (row: MemberRow): Member => ({
  roomId: row.room_id,
  userId: row.user_id,
  state: row.state,
  role: row.role,
  joinedSeq: row.joined_seq,
  joinedIndex: row.joined_index,
  joinedAt: row.joined_at,
  joinedMessageCount: row.joined_message_count,
  joinedNumber: row.joined_number,
  revision: revisionOf(row),
});
