import { MessageFields } from '../graphql/fragments.ts';
import { graphql } from '../graphql/typed-documents.ts';

export const SendMessage = graphql(
  `
    mutation SendMessage($input: SendMessageInput!) {
      sendMessage(input: $input) {
        ...MessageFields
      }
    }
  `,
  [MessageFields],
);

export const SetTyping = graphql(`
  mutation SetTyping($input: SetTypingInput!) {
    setTyping(input: $input)
  }
`);
