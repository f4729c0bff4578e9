import type { Api } from '../graphql/api.ts';
import type { User } from '../graphql/fragments.ts';
import { readMembers } from '../rooms/read-members.ts';
import type { Member } from '../rooms/room-documents.ts';
import type { TimelineItem } from '../timeline/timeline-documents.ts';
import { ExportedRoom, ExportPage } from './export-documents.ts';

/** A room as it is when its export begins: what is said afterwards is not in it. */
export interface Conversation {
  readonly roomId: string;
  /** Null for a room that is called after its members. */
  readonly name: string | null;
  /** What it is called, in either case. */
  readonly title: string;
  readonly createdAt: string;
  readonly members: readonly Member[];
  readonly exportedBy: User;
  readonly exportedAt: Date;
  /** Messages and notices: they are numbered from 1 to this. */
  readonly itemCount: number;
}

/** Where a conversation is read from. Both throw what `failureOf` understands. */
export interface ConversationSource {
  conversation(): Promise<Conversation>;
  /**
   * The next items, 200 at most, ascending by number.
   * @param after the item that was read last; undefined at the start
   */
  itemsAfter(after: TimelineItem | undefined): Promise<TimelineItem[]>;
}

export function conversationSource(
  api: Api,
  { roomId, title, exportedBy }: Pick<Conversation, 'roomId' | 'title' | 'exportedBy'>,
): ConversationSource {
  return {
    async conversation() {
      const { name, createdAt, end } = (await api.query(ExportedRoom, { roomId })).chatRoom;
      const members = await readMembers(api, roomId);
      const itemCount = end.edges[0]?.node.number ?? 0;
      return { roomId, name, title, createdAt, members, exportedBy, exportedAt: new Date(), itemCount };
    },
    async itemsAfter(after) {
      const { chatRoom } = await api.query(ExportPage, { roomId, after: after?.id ?? null });
      return chatRoom.timeline.edges.map(({ node }) => node);
    },
  };
}
