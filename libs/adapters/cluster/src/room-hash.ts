import {
  timelineItemOf,
  type EpochSpan,
  type LogEnd,
  type Member,
  type MemberList,
  type Message,
  type Revision,
  type Room,
  type RoomEvent,
} from '@maru/domain';
import { revisionText } from './log-command.ts';
import type { RoomFields, RoomRecords } from './room-records.ts';
import type { StoredHead } from './room-rows.ts';
import { fromJson, toJson } from './stored-json.ts';

/** A room as Redis keeps it: text by field. Fields that begin with `is:` are the room's record, the others belong to the log. */
export type RoomHash = Readonly<Record<string, string>>;

const IS = 'is:';

export const revisionFrom = (text: string): Revision => {
  const [epoch, seq] = text.split('-').map(Number);
  return { epoch: epoch ?? 0, seq: seq ?? 0 };
};

export const epochsFrom = (hash: RoomHash): readonly EpochSpan[] =>
  fromJson<readonly EpochSpan[]>(hash['epochs'] ?? '[]');

export const endFrom = (hash: RoomHash): LogEnd => {
  const [epoch = 0, seq = 0, number = 0, messageCount = 0, createdAt = 0] = END_FIELDS.map((field) =>
    Number(hash[field] ?? 0),
  );
  return { epoch, seq, number, messageCount, createdAt };
};

const END_FIELDS = ['epoch', 'seq', 'number', 'messageCount', 'createdAt'] as const;

/** Undefined where nobody created the room. */
export function roomFrom(id: string, hash: RoomHash): Room | undefined {
  if (hash['revision'] === undefined) return undefined;
  const record = Object.entries(hash).flatMap(([field, json]) =>
    field.startsWith(IS) ? [[field.slice(IS.length), fromJson<unknown>(json)]] : [],
  );
  // The fields of a record were written as such: see `fieldsOf` and the append script.
  const fields = Object.fromEntries(record) as Omit<RoomFields, 'revision'>;
  const head = { ...endFrom(hash), lastMessage: lastMessageFrom(hash) };
  return { id, ...fields, revision: revisionFrom(hash['revision']), head };
}

function lastMessageFrom(hash: RoomHash): Message | null {
  return hash['last'] === undefined ? null : messageAfter(fromJson<RoomEvent>(hash['last']));
}

/** The message as an event about it leaves it. */
function messageAfter(event: RoomEvent): Message | null {
  const item = timelineItemOf(event);
  return item?.kind === 'message' ? item : null;
}

export function memberListFrom(roomId: string, hash: RoomHash): MemberList | undefined {
  const { memberCount, listRevision } = hash;
  if (listRevision === undefined) return undefined;
  return { roomId, count: Number(memberCount), revision: revisionFrom(listRevision) };
}

/** A member record stands behind its revision, which the append script compares. */
export const memberFrom = (text: string): Member => fromJson<Member>(text.slice(text.indexOf(' ') + 1));
export const memberText = (member: Member): string => `${revisionText(member.revision)} ${toJson(member)}`;

/** A room as the append script would have left it. */
export function hashOf({ end, last }: StoredHead, { room, list }: RoomRecords): RoomHash {
  const { revision, ...fields } = room;
  const message = last && messageAfter(last);
  return {
    ...(end && Object.fromEntries(END_FIELDS.map((field) => [field, String(end[field])]))),
    ...(last && message && { last: toJson(last), lastOrigin: revisionText(message) }),
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${IS}${field}`, toJson(value)])),
    ...(revision && { revision: revisionText(revision) }),
    ...(list && { memberCount: String(list.count), listRevision: revisionText(list.revision) }),
  };
}
