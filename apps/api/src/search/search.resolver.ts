import { searchMessages, summarizeRooms, type Chat, type SearchHit } from '@maru/chat';
import type { Message } from '@maru/domain';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../graphql/allow.ts';
import { isGiven } from '../graphql/arguments.ts';
import { isText, isWhole, OpaqueCursor } from '../graphql/opaque-cursor.ts';
import { checkPageSize, connection, pageSizeOf, type Connection, type Edge } from '../graphql/page.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import type { RoomView } from '../room/room.model.ts';
import { CHAT } from '../tokens.ts';
import { SearchMessagesInput, SearchResultConnection, type SearchHighlight } from './search.model.ts';

/** A place among the results: so many of them after a page of the search began. */
interface ResultPlace {
  /** Where that page began; null for the first one. */
  readonly page: string | null;
  readonly passed: number;
}

interface Result {
  readonly message: Message;
  readonly room: RoomView;
  readonly highlights: readonly SearchHighlight[];
}

const RESULTS_A_PAGE = 20;

const START: ResultPlace = { page: null, passed: 0 };

const places = new OpaqueCursor<ResultPlace>(
  ({ page, passed }) => [page ?? '', passed],
  ([page, passed]) =>
    isText(page) && isWhole(passed) && passed >= 0 && passed <= 400 ? { page: page || null, passed } : undefined,
);

@Resolver()
export class SearchResolver {
  constructor(@Inject(CHAT) private readonly chat: Chat) {}

  @Query(() => SearchResultConnection, {
    description: "Messages that match, newest first, in the viewer's present rooms. At most 200 a page.",
  })
  @Allow('signedIn')
  async searchMessages(
    @Args('input', { description: 'What to search for.' }) { text, roomId }: SearchMessagesInput,
    @Args('first', pageSizeOf(RESULTS_A_PAGE)) first: number | null,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor of the edge to go on after.' })
    after: string | null | undefined,
    @Context() context: RequestContext,
  ): Promise<Connection<Result>> {
    const viewer = context.user();
    const from = isGiven(after) ? places.decode(after) : START;
    const limit = from.passed + checkPageSize(first ?? RESULTS_A_PAGE);
    const search = { text, roomId: roomId ?? undefined, limit, after: from.page ?? undefined };
    const { hits, next } = await searchMessages(this.chat, viewer, search);
    const edges = hits.map((hit, index) => ({ hit, place: { page: from.page, passed: index + 1 } })).slice(from.passed);
    const last = edges.at(-1);
    if (last && next !== null) last.place = { page: next, passed: 0 };
    const results = await this.results(viewer.userId, edges);
    return connection(results, { before: isGiven(after), after: next !== null });
  }

  /** A room that the viewer left while it was searched is passed over. */
  private async results(
    viewerId: string,
    found: readonly { hit: SearchHit; place: ResultPlace }[],
  ): Promise<Edge<Result>[]> {
    const roomIds = [...new Set(found.map(({ hit }) => hit.message.roomId))];
    const summaries = await summarizeRooms(this.chat, viewerId, roomIds);
    const rooms = new Map(summaries.map((summary) => [summary.room.id, { ...summary, viewerId }]));
    return found.flatMap(({ hit: { message, highlights }, place }) => {
      const room = rooms.get(message.roomId);
      return room ? [{ cursor: places.encode(place), node: { message, room, highlights } }] : [];
    });
  }
}
