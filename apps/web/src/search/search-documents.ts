import type { ResultOf } from 'gql.tada';
import { UserFields } from '../graphql/fragments.ts';
import { graphql } from '../graphql/typed-documents.ts';

/** What is shown of a message, and what its room is called: little, so that many results may be asked for at once. */
export const SearchMessages = graphql(
  `
    query SearchMessages($input: SearchMessagesInput!, $first: Int!, $after: String) {
      searchMessages(input: $input, first: $first, after: $after) {
        edges {
          node {
            message {
              id
              createdAt
              text
              author {
                ...UserFields
              }
            }
            room {
              id
              name
              memberCount
              firstMembers {
                ...UserFields
              }
            }
            highlights {
              start
              end
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [UserFields],
);
export type SearchResult = ResultOf<typeof SearchMessages>['searchMessages']['edges'][number]['node'];
/** The room of a result. */
export type FoundRoom = SearchResult['room'];
