import type { Api } from '../graphql/api.ts';
import { MembersQuery, type Member } from './room-documents.ts';

/** All members of a room, in the order in which they joined. */
export async function readMembers(api: Api, roomId: string): Promise<Member[]> {
  const members: Member[] = [];
  let after: string | null = null;
  do {
    const { chatRoom }: Awaited<ReturnType<typeof readPage>> = await readPage(api, roomId, after);
    members.push(...chatRoom.members.edges.map(({ node }) => node));
    const { hasNextPage, endCursor } = chatRoom.members.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  return members;
}

const readPage = (api: Api, roomId: string, after: string | null) => api.query(MembersQuery, { roomId, after });
