import { ChatError } from '@maru/domain';
import type { Api } from '../graphql/api.ts';
import type { Room } from '../rooms/room-documents.ts';
import {
  NewerPage,
  OlderPage,
  OpenRoom,
  OpenRoomAtEnd,
  OpenRoomAtItem,
  OpenRoomAtTime,
  type TimelineConnection,
  type TimelineItem,
} from './timeline-documents.ts';
import type { TimelinePage } from './timeline.ts';

/**
 * Where a room is opened: where reading stopped (its end, where nothing is unread), at its end, around one item (`link`: one that is
 * pointed out; `new`: the first one that is not read; `place`: what was looked at), or at an instant (epoch milliseconds).
 */
export type Opening =
  | { readonly at: 'reading' | 'end' }
  | { readonly at: 'link' | 'new' | 'place'; readonly itemId: string }
  | { readonly at: 'time'; readonly instant: number };

/** Where an item is found. */
export type ItemPlace = Pick<TimelineItem, 'id' | 'number'>;

/** A room as it was read at once: the cursor is not newer than the rest, so events after it complete it. */
export interface OpenedRoom {
  readonly room: Room;
  readonly cursor: string;
  readonly page: TimelinePage;
  /** Number of the item that it was opened at; Infinity for the end. */
  readonly number: number;
  /** The first item that is not read, where that need not be on the page. */
  readonly firstUnread?: ItemPlace | undefined;
  /** The highest number that exists. */
  readonly head: number;
}

/** @throws what `failureOf` understands; MESSAGE_NOT_FOUND where the item to open at is not in the room */
export async function readRoom(api: Api, roomId: string, opening: Opening): Promise<OpenedRoom> {
  switch (opening.at) {
    case 'reading':
      return readAtPosition(api, roomId);
    case 'end':
      return readAtEnd(api, roomId);
    case 'time':
      return readAtTime(api, roomId, opening.instant);
    case 'link':
    case 'new':
    case 'place':
      return readAtItem(api, roomId, opening.itemId);
  }
}

async function readAtPosition(api: Api, roomId: string): Promise<OpenedRoom> {
  const { chatRoom } = await api.query(OpenRoom, { roomId });
  const { cursor, older, newer, end, ...room } = chatRoom;
  const page = join(toPage(older), [], toPage(newer));
  return { room, cursor, page, number: room.readNumber, head: headOf(end) };
}

async function readAtEnd(api: Api, roomId: string): Promise<OpenedRoom> {
  const { chatRoom } = await api.query(OpenRoomAtEnd, { roomId });
  const { cursor, older, ...room } = chatRoom;
  return { room, cursor, page: toPage(older), number: Infinity, head: 0 };
}

async function readAtTime(api: Api, roomId: string, instant: number): Promise<OpenedRoom> {
  const { chatRoom } = await api.query(OpenRoomAtTime, { roomId, at: new Date(instant).toISOString() });
  const { cursor, older, newer, unread, end, ...room } = chatRoom;
  const page = join(toPage(older), [], toPage(newer));
  return {
    room,
    cursor,
    page,
    firstUnread: unread.edges[0]?.node,
    number: newer.edges[0]?.node.number ?? Infinity,
    head: headOf(end),
  };
}

async function readAtItem(api: Api, roomId: string, itemId: string): Promise<OpenedRoom> {
  const { chatRoom, item } = await api.query(OpenRoomAtItem, { roomId, itemId });
  const { cursor, older, newer, unread, end, ...room } = chatRoom;
  if (item?.__typename !== 'ChatMessage' && item?.__typename !== 'RoomNotice') throw itemNotFound();
  const page = join(toPage(older), [item], toPage(newer));
  return { room, cursor, page, firstUnread: unread.edges[0]?.node, number: item.number, head: headOf(end) };
}

export async function readOlder(api: Api, roomId: string, before: TimelineItem): Promise<TimelinePage> {
  const { chatRoom } = await api.query(OlderPage, { roomId, before: before.id });
  return toPage(chatRoom.timeline);
}

export async function readNewer(api: Api, roomId: string, after: TimelineItem): Promise<TimelinePage> {
  const { chatRoom } = await api.query(NewerPage, { roomId, after: after.id });
  return toPage(chatRoom.timeline);
}

const itemNotFound = () => new ChatError('MESSAGE_NOT_FOUND', 'There is no such message in this room.');

function toPage({ edges, pageInfo }: TimelineConnection): TimelinePage {
  return { items: edges.map(({ node }) => node), hasOlder: pageInfo.hasPreviousPage, hasNewer: pageInfo.hasNextPage };
}

const join = (older: TimelinePage, between: readonly TimelineItem[], newer: TimelinePage): TimelinePage => ({
  items: [...older.items, ...between, ...newer.items],
  hasOlder: older.hasOlder,
  hasNewer: newer.hasNewer,
});

const headOf = (end: { readonly edges: readonly { readonly node: { readonly number: number } }[] }): number =>
  end.edges[0]?.node.number ?? 0;
