import { operation } from './operation.ts';

/** The documents of a client that is generated from the base contract (contract.graphql), one for each field. */

export interface BaseMessage {
  readonly roomId: string;
  readonly userId: string;
  readonly content: string | null;
  readonly createdAt: string | null;
}

export interface BaseRoom {
  readonly roomId: string;
  readonly participants: readonly string[];
}

interface InRoom {
  readonly roomId: string;
  readonly userId: string;
}

const MESSAGE_FIELDS = 'roomId userId content createdAt';

export const users = operation<string[]>('query Users { users }');

export const history = operation<BaseMessage[], { roomId: string; limit?: number }>(
  `query History($roomId: String!, $limit: Int) { history(roomId: $roomId, limit: $limit) { ${MESSAGE_FIELDS} } }`,
);

export const search = operation<BaseMessage[], { keyword: string; userId: string; limit?: number }>(
  `query Search($keyword: String!, $userId: String!, $limit: Int) {
    search(keyword: $keyword, userId: $userId, limit: $limit) { ${MESSAGE_FIELDS} }
  }`,
);

export const setUser = operation<boolean, { id: string }>('mutation SetUser($id: String!) { setUser(id: $id) }');

export const createRoom = operation<string, { hostId: string; participants: readonly string[] }>(
  `mutation CreateRoom($hostId: String!, $participants: [String!]!) {
    createRoom(hostId: $hostId, participants: $participants)
  }`,
);

export const joinRoom = operation<boolean, InRoom>(
  'mutation JoinRoom($roomId: String!, $userId: String!) { joinRoom(roomId: $roomId, userId: $userId) }',
);

export const leaveRoom = operation<boolean, InRoom>(
  'mutation LeaveRoom($roomId: String!, $userId: String!) { leaveRoom(roomId: $roomId, userId: $userId) }',
);

export const sendMessage = operation<boolean, InRoom & { content: string }>(
  `mutation Message($content: String!, $roomId: String!, $userId: String!) {
    message(content: $content, roomId: $roomId, userId: $userId)
  }`,
);

export const sendTyping = operation<boolean, InRoom>(
  'mutation Typing($roomId: String!, $userId: String!) { typing(roomId: $roomId, userId: $userId) }',
);

export const messages = operation<BaseMessage, { roomId?: string; userId?: string }>(
  `subscription OnMessage($roomId: String, $userId: String) {
    message(roomId: $roomId, userId: $userId) { ${MESSAGE_FIELDS} }
  }`,
);

export const roomCreated = operation<BaseRoom, { userId: string }>(
  'subscription OnRoomCreated($userId: String!) { roomCreated(userId: $userId) { roomId participants } }',
);

export const system = operation<BaseMessage, { input: { roomId?: string; userId?: string } }>(
  `subscription OnSystem($input: SystemInput!) { system(input: $input) { ${MESSAGE_FIELDS} } }`,
);

export const typing = operation<BaseMessage, { roomId: string }>(
  `subscription OnTyping($roomId: String!) { typing(roomId: $roomId) { ${MESSAGE_FIELDS} } }`,
);

export const userPresence = operation<string[]>('subscription OnUserPresence { userPresence }');
