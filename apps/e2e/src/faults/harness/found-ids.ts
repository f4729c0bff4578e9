import * as own from '../../client/own-operations.ts';
import type { Person } from '../../client/person.ts';

/** Ids of all messages with these words, page by page, newest first; of one room where it is named. */
export async function foundIds(reader: Person, text: string, roomId?: string): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (;;) {
    const { edges, pageInfo } = await reader.do(own.searchMessages, {
      input: { text, ...(roomId !== undefined && { roomId }) },
      first: 100,
      ...(after !== undefined && { after }),
    });
    ids.push(...edges.map((edge) => edge.node.message.id));
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return ids;
    after = pageInfo.endCursor;
  }
}
