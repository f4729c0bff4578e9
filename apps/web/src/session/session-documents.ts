import { UserFields } from '../graphql/fragments.ts';
import { graphql } from '../graphql/typed-documents.ts';

export const ViewerQuery = graphql(
  `
    query Viewer {
      viewer {
        ...UserFields
      }
    }
  `,
  [UserFields],
);

export const GuestSignIn = graphql(
  `
    mutation GuestSignIn($handle: String!) {
      guestSignIn(handle: $handle) {
        ...UserFields
      }
    }
  `,
  [UserFields],
);

export const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`);
