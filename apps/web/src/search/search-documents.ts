import type { ResultOf } from 'gql.tada';
import { MessageFields } from '../graphql/fragments.ts';
import { graphql } from '../graphql/typed-documents.ts';
import { RoomFields } from '../rooms/room-documents.ts';

export const SearchMessages = graphql(
  `
    query SearchMessages($input: SearchMessagesInput!, $after: String) {
      searchMessages(input: $input, first: 30, after: $after) {
        edges {
          node {
            message {
              ...MessageFields
            }
            room {
              ...RoomFields
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
  [MessageFields, RoomFields],
);
export type SearchConnection = ResultOf<typeof SearchMessages>['searchMessages'];
export type SearchResult = SearchConnection['edges'][number]['node'];
