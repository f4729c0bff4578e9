import { placeOf, type OutgoingMessage } from '../composer/outbox.ts';
import type { Message, User } from '../graphql/fragments.ts';
import type { Notice, TimelineItem } from './timeline-documents.ts';

/** What the timeline shows, from top to bottom: days, and in each of them rows. */
export interface Day {
  /** The local date, as a key. */
  readonly key: string;
  readonly date: Date;
  readonly rows: readonly Row[];
}

export type Row = MessageRow | { readonly kind: 'notice'; readonly key: string; readonly item: Notice } | NewDivider;
interface NewDivider {
  readonly kind: 'new';
  readonly key: string;
}

export interface MessageRow {
  readonly kind: 'message';
  /** Stays the same from the moment of sending on. */
  readonly key: string;
  /** The message as it is in the timeline; undefined while it waits in the outbox. */
  readonly item: Message | undefined;
  readonly author: User;
  readonly isOwn: boolean;
  /** Null once it is deleted. */
  readonly text: string | null;
  readonly isEdited: boolean;
  readonly at: Date;
  readonly state: 'sent' | 'pending' | 'failed';
  /** The message as it waits in the outbox, where it does. */
  readonly outgoing: OutgoingMessage | undefined;
  /** First and last of an author's consecutive messages within five minutes. */
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}

export interface RowsInput {
  readonly items: readonly TimelineItem[];
  /** Own messages of this room that are on their way. */
  readonly outgoing: readonly OutgoingMessage[];
  readonly viewer: User;
  /** Id of the item before which the "new" divider stands; undefined for none. */
  readonly firstNew: string | undefined;
}

const GROUP_WITHIN_MS = 5 * 60_000;

type Ungrouped = Exclude<Row, MessageRow> | Omit<MessageRow, 'startsGroup' | 'endsGroup'>;
type Placed = { readonly at: Date; readonly row: Ungrouped };

export function toDays(input: RowsInput): Day[] {
  const placed = withDivider(merge(input), input);
  const days: { key: string; date: Date; placed: Placed[] }[] = [];
  for (const entry of placed) {
    const key = entry.at.toDateString();
    const day = days.at(-1);
    // A clock that runs behind must not open a day twice: what follows stays in the day that is open.
    if (day && (day.key === key || entry.at < day.date)) day.placed.push(entry);
    else days.push({ key, date: entry.at, placed: [entry] });
  }
  return days.map((day) => ({ key: day.key, date: day.date, rows: grouped(day.placed) }));
}

/** Items and outgoing messages in one order, each message once: an echo replaces the message that waits. */
function merge({ items, outgoing, viewer }: RowsInput): Placed[] {
  const seen = ownIds(items, viewer);
  const waiting = outgoing
    .filter(({ clientMessageId }) => !seen.has(clientMessageId))
    .map((message) => ({
      place: placeOf(message),
      at: new Date(message.writtenAt),
      row: outgoingRow(message, viewer),
    }));
  const shown = items.map((item) => ({ place: item.number, at: new Date(item.createdAt), row: itemRow(item, viewer) }));
  // The sort is stable: outgoing messages of one place keep the order in which they were sent.
  return [...shown, ...waiting].sort((a, b) => (a.place === b.place ? 0 : a.place - b.place));
}

const isOwn = (item: TimelineItem, viewer: User): boolean =>
  item.__typename === 'ChatMessage' && item.author.id === viewer.id;

/** The viewer's own ids of the messages that are in the timeline. */
export function ownIds(items: readonly TimelineItem[], viewer: User): Set<string> {
  return new Set(
    items.flatMap((item) =>
      item.__typename === 'ChatMessage' && isOwn(item, viewer) ? (item.clientMessageId ?? []) : [],
    ),
  );
}

const ownKey = (clientMessageId: string) => `own:${clientMessageId}`;

function itemRow(item: TimelineItem, viewer: User): Ungrouped {
  if (item.__typename === 'RoomNotice') return { kind: 'notice', key: item.id, item };
  const own = isOwn(item, viewer);
  return {
    kind: 'message',
    key: own && item.clientMessageId !== null ? ownKey(item.clientMessageId) : item.id,
    item,
    author: item.author,
    isOwn: own,
    text: item.isDeleted ? null : item.text,
    isEdited: item.editedAt !== null,
    at: new Date(item.createdAt),
    state: 'sent',
    outgoing: undefined,
  };
}

function outgoingRow(message: OutgoingMessage, viewer: User): Ungrouped {
  return {
    kind: 'message',
    key: ownKey(message.clientMessageId),
    item: undefined,
    author: viewer,
    isOwn: true,
    text: message.text,
    isEdited: false,
    at: new Date(message.writtenAt),
    state: message.state.kind,
    outgoing: message,
  };
}

function withDivider(placed: readonly Placed[], { firstNew }: RowsInput): Placed[] {
  const index = placed.findIndex(({ row }) => row.kind !== 'new' && row.item !== undefined && row.item.id === firstNew);
  const first = placed[index];
  return first ? placed.toSpliced(index, 0, { at: first.at, row: { kind: 'new', key: 'new' } }) : [...placed];
}

function grouped(placed: readonly Placed[]): Row[] {
  return placed.map(({ row }, index) => {
    if (row.kind !== 'message') return row;
    const startsGroup = !belongTogether(placed[index - 1]?.row, row);
    return { ...row, startsGroup, endsGroup: !belongTogether(row, placed[index + 1]?.row) };
  });
}

function belongTogether(above: Ungrouped | undefined, below: Ungrouped | undefined): boolean {
  if (above?.kind !== 'message' || below?.kind !== 'message') return false;
  return above.author.id === below.author.id && below.at.getTime() - above.at.getTime() < GROUP_WITHIN_MS;
}
