import { operation } from './operation.ts';

/** Documents for Maru's own operations, one for each root field. */

export interface User {
  readonly id: string;
  readonly handle: string;
}

export interface Item {
  readonly __typename: 'ChatMessage' | 'RoomNotice';
  readonly id: string;
  readonly roomId: string;
  readonly seq: number;
  readonly number: number;
  readonly createdAt: string;
  readonly cursor: string;
}

export interface ChatMessage extends Item {
  readonly author: User;
  readonly text: string | null;
  readonly clientMessageId: string | null;
  readonly isDeleted: boolean;
  readonly revision: number;
}

/** A message or a notice: `kind` and `user` are a notice's, the rest a message's. */
export type TimelineItem = ChatMessage & { readonly kind: string; readonly user: User };

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

export interface ChatRoom {
  readonly id: string;
  readonly name: string | null;
  readonly memberCount: number;
  readonly firstMembers: readonly User[];
  readonly lastMessage: { readonly id: string; readonly text: string | null } | null;
  readonly lastActivityAt: string;
  readonly unreadCount: number;
  readonly readNumber: number;
  readonly cursor: string;
}

export interface RoomUpdate {
  readonly __typename: string;
  readonly roomId: string;
  readonly seq: number;
  readonly cursor: string;
  readonly createdAt: string;
  readonly actor: User;
  readonly user: User;
  readonly message: ChatMessage;
  readonly notice: Item & { readonly kind: string };
  readonly reason: string;
}

/** What is compared of a message where many flow. */
export interface MessageBrief {
  readonly id: string;
  readonly seq: number;
  readonly clientMessageId: string | null;
  readonly text: string | null;
}

/** A room event, as short as it can be followed. */
export interface EventBrief {
  readonly __typename: string;
  readonly seq: number;
  readonly cursor: string;
  readonly message: MessageBrief;
}

export interface InboxUpdate {
  readonly isSnapshot: boolean;
  readonly rooms: readonly { readonly room: ChatRoom; readonly typing: readonly User[] }[];
  readonly removedRoomIds: readonly string[];
  readonly online: readonly User[] | null;
}

export interface SearchResult {
  readonly message: ChatMessage;
  readonly room: { readonly id: string };
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
}

export interface ReadPosition {
  readonly roomId: string;
  readonly readNumber: number;
  readonly unreadCount: number;
}

export interface TimelinePage {
  readonly id: string;
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
  readonly from?: 'START' | 'END' | 'READ_POSITION';
  /** An instant, as ISO 8601. */
  readonly at?: string;
}

const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const ITEM = '__typename id roomId seq number createdAt cursor';
const MESSAGE = `${ITEM} author { id handle } text clientMessageId isDeleted revision`;
const NOTICE = `${ITEM} kind user { id handle }`;
const ROOM = `id name memberCount firstMembers { id handle } lastMessage { id text } lastActivityAt unreadCount readNumber cursor`;
const EVENT = 'roomId seq cursor createdAt actor { id handle }';

export const viewer = operation<User | null>('query Viewer { viewer { id handle } }');

export const onlineUsers = operation<User[]>('query OnlineUsers { onlineUsers { id handle } }');

export const node = operation<
  { __typename: string; id: string; handle?: string; text?: string } | null,
  { id: string }
>(
  `query Node($id: ID!) {
    node(id: $id) { __typename id ... on ChatUser { handle } ... on ChatMessage { text } ... on ChatRoom { memberCount } }
  }`,
);

export const chatRooms = operation<Connection<ChatRoom>, { first?: number; after?: string }>(
  `query ChatRooms($first: Int, $after: String) {
    chatRooms(first: $first, after: $after) { edges { cursor node { ${ROOM} } } ${PAGE_INFO} }
  }`,
);

export const chatRoom = operation<ChatRoom, { id: string }>(
  `query ChatRoom($id: ID!) { chatRoom(id: $id) { ${ROOM} } }`,
);

export const members = operation<
  { members: Connection<{ user: User; role: string; joinedAt: string }> & { totalCount: number } },
  { id: string; first?: number; after?: string }
>(
  `query Members($id: ID!, $first: Int, $after: String) {
    chatRoom(id: $id) {
      members(first: $first, after: $after) {
        edges { cursor node { user { id handle } role joinedAt } } ${PAGE_INFO} totalCount
      }
    }
  }`,
);

export const timeline = operation<{ timeline: Connection<TimelineItem> }, TimelinePage>(
  `query Timeline($id: ID!, $first: Int, $after: ID, $last: Int, $before: ID, $from: TimelinePlace, $at: DateTime) {
    chatRoom(id: $id) {
      timeline(first: $first, after: $after, last: $last, before: $before, from: $from, at: $at) {
        edges { cursor node { __typename ... on ChatMessage { ${MESSAGE} } ... on RoomNotice { ${NOTICE} } } } ${PAGE_INFO}
      }
    }
  }`,
);

export const searchMessages = operation<
  Connection<SearchResult>,
  { input: { text: string; roomId?: string }; first?: number; after?: string }
>(
  `query SearchMessages($input: SearchMessagesInput!, $first: Int, $after: String) {
    searchMessages(input: $input, first: $first, after: $after) {
      edges { cursor node { message { ${MESSAGE} } room { id } highlights { start end } } } ${PAGE_INFO}
    }
  }`,
);

export const guestSignIn = operation<User, { handle: string }>(
  'mutation GuestSignIn($handle: String!) { guestSignIn(handle: $handle) { id handle } }',
);

export const signOut = operation<boolean>('mutation SignOut { signOut }');

export const createChatRoom = operation<
  ChatRoom,
  { input: { clientRequestId: string; name?: string | null; members: readonly string[] } }
>(`mutation CreateChatRoom($input: CreateChatRoomInput!) { createChatRoom(input: $input) { ${ROOM} } }`);

export const inviteToRoom = operation<ChatRoom, { input: { roomId: string; handle: string } }>(
  `mutation InviteToRoom($input: InviteToRoomInput!) { inviteToRoom(input: $input) { ${ROOM} } }`,
);

export const leaveChatRoom = operation<boolean, { input: { roomId: string } }>(
  'mutation LeaveChatRoom($input: LeaveChatRoomInput!) { leaveChatRoom(input: $input) }',
);

export const sendMessage = operation<ChatMessage, { input: { roomId: string; clientMessageId: string; text: string } }>(
  `mutation SendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ${MESSAGE} } }`,
);

export const markRead = operation<ReadPosition, { input: { roomId: string; messageId: string } }>(
  'mutation MarkRead($input: MarkReadInput!) { markRead(input: $input) { roomId readNumber unreadCount } }',
);

export const setTyping = operation<boolean, { input: { roomId: string } }>(
  'mutation SetTyping($input: SetTypingInput!) { setTyping(input: $input) }',
);

export const roomEvents = operation<RoomUpdate, { roomId: string; after: string }>(
  `subscription OnRoomEvents($roomId: ID!, $after: String!) {
    roomEvents(roomId: $roomId, after: $after) {
      __typename
      ... on RoomEvent { ${EVENT} }
      ... on RoomCreated { notice { ${ITEM} kind } }
      ... on MemberJoined { user { id handle } notice { ${ITEM} kind } }
      ... on MemberLeft { user { id handle } notice { ${ITEM} kind } }
      ... on MessagePosted { message { ${MESSAGE} } }
      ... on ResyncRequired { roomId reason }
    }
  }`,
);

export const sendBriefly = operation<
  MessageBrief,
  { input: { roomId: string; clientMessageId: string; text: string } }
>('mutation SendBriefly($input: SendMessageInput!) { sendMessage(input: $input) { id seq clientMessageId text } }');

export const briefEvents = operation<EventBrief, { roomId: string; after: string }>(
  `subscription OnBriefEvents($roomId: ID!, $after: String!) {
    roomEvents(roomId: $roomId, after: $after) {
      __typename
      ... on RoomEvent { seq cursor }
      ... on MessagePosted { message { id seq clientMessageId text } }
    }
  }`,
);

export const inbox = operation<InboxUpdate>(
  `subscription OnInbox {
    inbox {
      isSnapshot
      rooms { room { ${ROOM} } typing { id handle } }
      removedRoomIds
      online { id handle }
    }
  }`,
);
