import { graphql } from '../graphql/typed-documents.ts';
import { PageFields } from '../timeline/timeline-documents.ts';

/** What stands above the items: the room, and how many there are now. */
export const ExportedRoom = graphql(`
  query ExportedRoom($roomId: ID!) {
    chatRoom(id: $roomId) {
      name
      createdAt
      end: timeline(last: 1) {
        edges {
          node {
            number
          }
        }
      }
    }
  }
`);

export const ExportPage = graphql(
  `
    query ExportPage($roomId: ID!, $after: ID) {
      chatRoom(id: $roomId) {
        timeline(first: 200, after: $after) {
          ...PageFields
        }
      }
    }
  `,
  [PageFields],
);
