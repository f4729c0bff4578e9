import type { FragmentOf, ResultOf } from 'gql.tada';
import { MessageFields, UserFields, type Message } from '../graphql/fragments.ts';
import { graphql } from '../graphql/typed-documents.ts';
import { RoomFields } from '../rooms/room-documents.ts';

const NoticeFields = graphql(
  `
    fragment NoticeFields on RoomNotice {
      __typename
      id
      roomId
      number
      createdAt
      kind
      user {
        ...UserFields
      }
      actor {
        ...UserFields
      }
    }
  `,
  [UserFields],
);
export type Notice = FragmentOf<typeof NoticeFields>;
export type TimelineItem = Message | Notice;

export const PageFields = graphql(
  `
    fragment PageFields on TimelineConnection {
      edges {
        node {
          __typename
          ... on ChatMessage {
            ...MessageFields
          }
          ... on RoomNotice {
            ...NoticeFields
          }
        }
      }
      pageInfo {
        hasPreviousPage
        hasNextPage
      }
    }
  `,
  [MessageFields, NoticeFields],
);
export type TimelineConnection = FragmentOf<typeof PageFields>;

/** The cursor is read first: whatever happens while the rest is read comes as an event. */
export const OpenRoom = graphql(
  `
    query OpenRoom($roomId: ID!) {
      chatRoom(id: $roomId) {
        cursor
        ...RoomFields
        older: timeline(last: 50, from: READ_POSITION) {
          ...PageFields
        }
        newer: timeline(first: 50, from: READ_POSITION) {
          ...PageFields
        }
        end: timeline(last: 1) {
          edges {
            node {
              number
            }
          }
        }
      }
    }
  `,
  [RoomFields, PageFields],
);

export const OpenRoomAtEnd = graphql(
  `
    query OpenRoomAtEnd($roomId: ID!) {
      chatRoom(id: $roomId) {
        cursor
        ...RoomFields
        older: timeline(last: 50) {
          ...PageFields
        }
      }
    }
  `,
  [RoomFields, PageFields],
);

const UnreadFields = graphql(`
  fragment UnreadFields on TimelineConnection {
    edges {
      node {
        id
        number
      }
    }
  }
`);

export const OpenRoomAtItem = graphql(
  `
    query OpenRoomAtItem($roomId: ID!, $itemId: ID!) {
      chatRoom(id: $roomId) {
        cursor
        ...RoomFields
        older: timeline(last: 30, before: $itemId) {
          ...PageFields
        }
        newer: timeline(first: 30, after: $itemId) {
          ...PageFields
        }
        unread: timeline(first: 1, from: READ_POSITION) {
          ...UnreadFields
        }
        end: timeline(last: 1) {
          edges {
            node {
              number
            }
          }
        }
      }
      item: node(id: $itemId) {
        __typename
        ... on ChatMessage {
          ...MessageFields
        }
        ... on RoomNotice {
          ...NoticeFields
        }
      }
    }
  `,
  [RoomFields, PageFields, UnreadFields, MessageFields, NoticeFields],
);

export const OpenRoomAtTime = graphql(
  `
    query OpenRoomAtTime($roomId: ID!, $at: DateTime!) {
      chatRoom(id: $roomId) {
        cursor
        ...RoomFields
        older: timeline(last: 30, at: $at) {
          ...PageFields
        }
        newer: timeline(first: 50, at: $at) {
          ...PageFields
        }
        unread: timeline(first: 1, from: READ_POSITION) {
          ...UnreadFields
        }
        end: timeline(last: 1) {
          edges {
            node {
              number
            }
          }
        }
      }
    }
  `,
  [RoomFields, PageFields, UnreadFields],
);

export const OlderPage = graphql(
  `
    query OlderPage($roomId: ID!, $before: ID!) {
      chatRoom(id: $roomId) {
        timeline(last: 100, before: $before) {
          ...PageFields
        }
      }
    }
  `,
  [PageFields],
);

export const NewerPage = graphql(
  `
    query NewerPage($roomId: ID!, $after: ID!) {
      chatRoom(id: $roomId) {
        timeline(first: 100, after: $after) {
          ...PageFields
        }
      }
    }
  `,
  [PageFields],
);

export const RoomEvents = graphql(
  `
    subscription RoomEvents($roomId: ID!, $after: String!) {
      roomEvents(roomId: $roomId, after: $after) {
        __typename
        ... on RoomEvent {
          cursor
        }
        ... on RoomCreated {
          notice {
            ...NoticeFields
          }
        }
        ... on MemberJoined {
          notice {
            ...NoticeFields
          }
        }
        ... on MemberLeft {
          user {
            id
          }
          notice {
            ...NoticeFields
          }
        }
        ... on MessagePosted {
          message {
            ...MessageFields
          }
        }
        ... on MessageEdited {
          message {
            ...MessageFields
          }
        }
        ... on MessageDeleted {
          message {
            ...MessageFields
          }
        }
      }
    }
  `,
  [NoticeFields, MessageFields],
);
export type RoomUpdate = ResultOf<typeof RoomEvents>['roomEvents'];

export const MarkRead = graphql(`
  mutation MarkRead($input: MarkReadInput!) {
    markRead(input: $input) {
      roomId
      readNumber
      unreadCount
    }
  }
`);
