import type { TypedDocumentNode } from '@apollo/client';
import { ChatError, type ErrorCode } from '@maru/domain';
import { createClient } from 'graphql-ws';
import { ref } from 'vue';
import type { Api } from '../../graphql/api.ts';
import type { ConnectionState } from '../../graphql/connection.ts';
import { InboxSubscription, type InboxUpdate } from '../../rooms/room-documents.ts';

/** What a document is answered with: data, or a refusal. */
export interface Answer {
  readonly document: unknown;
  readonly data?: unknown;
  readonly refusal?: ErrorCode;
}

export const answer = <Data, Variables>(document: TypedDocumentNode<Data, Variables>, data: Data): Answer => ({
  document,
  data,
});
export const refusal = (document: unknown, code: ErrorCode): Answer => ({ document, refusal: code });

/** A service with a few ready answers, of which the first that fits is given; what it has none for, it never answers. */
export function storyApi(
  answers: readonly Answer[],
  inbox: Partial<InboxUpdate> | undefined,
  state: ConnectionState,
): Api {
  const all = inbox ? [answer(InboxSubscription, { inbox: snapshot(inbox) }), ...answers] : answers;
  async function find<Data, Variables>(document: TypedDocumentNode<Data, Variables>): Promise<Data> {
    const found = all.find((each) => each.document === document);
    if (!found) return new Promise(() => undefined);
    if (found.refusal) throw new ChatError(found.refusal, 'A story of a refusal.');
    // `answer` sees to it that data and document belong together.
    return found.data as Data;
  }
  return {
    connection: {
      // Lazy: it connects only where something is followed over it.
      socket: createClient({ url: 'ws://nowhere.invalid' }),
      state: ref(state),
      retryNow: () => undefined,
      onConnected: () => () => undefined,
      onRefused: () => () => undefined,
      close: () => undefined,
    },
    query: find,
    mutate: find,
    follow(document, _variables, follower) {
      void find(document).then((data) => follower.next(data));
      return () => undefined;
    },
    close: () => undefined,
  };
}

const snapshot = (inbox: Partial<InboxUpdate>): InboxUpdate => ({
  isSnapshot: true,
  rooms: [],
  removedRoomIds: [],
  online: [],
  ...inbox,
});
