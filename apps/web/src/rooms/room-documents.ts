import type { FragmentOf, ResultOf } from 'gql.tada';
import { MessageFields, UserFields } from '../graphql/fragments.ts';
import { graphql } from '../graphql/typed-documents.ts';

/** A room as the list and the header of its page show it. */
export const RoomFields = graphql(
  `
    fragment RoomFields on ChatRoom {
      id
      name
      memberCount
      firstMembers {
        ...UserFields
      }
      lastMessage {
        ...MessageFields
      }
      lastActivityAt
      unreadCount
      readNumber
    }
  `,
  [UserFields, MessageFields],
);
export type Room = FragmentOf<typeof RoomFields>;

export const InboxSubscription = graphql(
  `
    subscription Inbox {
      inbox {
        isSnapshot
        rooms {
          room {
            ...RoomFields
          }
          typing {
            ...UserFields
          }
        }
        removedRoomIds
        online {
          ...UserFields
        }
      }
    }
  `,
  [RoomFields, UserFields],
);
export type InboxUpdate = ResultOf<typeof InboxSubscription>['inbox'];

export const CreateChatRoom = graphql(
  `
    mutation CreateChatRoom($input: CreateChatRoomInput!) {
      createChatRoom(input: $input) {
        ...RoomFields
      }
    }
  `,
  [RoomFields],
);

export const InviteToRoom = graphql(
  `
    mutation InviteToRoom($input: InviteToRoomInput!) {
      inviteToRoom(input: $input) {
        ...RoomFields
      }
    }
  `,
  [RoomFields],
);

export const LeaveChatRoom = graphql(`
  mutation LeaveChatRoom($input: LeaveChatRoomInput!) {
    leaveChatRoom(input: $input)
  }
`);

export const MembersQuery = graphql(
  `
    query Members($roomId: ID!, $after: String) {
      chatRoom(id: $roomId) {
        members(first: 200, after: $after) {
          totalCount
          edges {
            node {
              role
              user {
                ...UserFields
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [UserFields],
);
export type Member = ResultOf<typeof MembersQuery>['chatRoom']['members']['edges'][number]['node'];
