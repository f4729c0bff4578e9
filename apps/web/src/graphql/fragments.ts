import type { FragmentOf } from 'gql.tada';
import { graphql } from './typed-documents.ts';

export const UserFields = graphql(`
  fragment UserFields on ChatUser {
    id
    handle
  }
`);
export type User = FragmentOf<typeof UserFields>;

export const MessageFields = graphql(
  `
    fragment MessageFields on ChatMessage {
      __typename
      id
      roomId
      number
      createdAt
      author {
        ...UserFields
      }
      text
      clientMessageId
      editedAt
      isDeleted
      revision
    }
  `,
  [UserFields],
);
export type Message = FragmentOf<typeof MessageFields>;
