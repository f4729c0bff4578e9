import { shallowRef } from 'vue';
import { failureOf, mayPass, type Failure } from '../graphql/failure.ts';
import type { Message } from '../graphql/fragments.ts';
import type { Room } from '../rooms/room-documents.ts';
import type { CurrentSession } from '../session/current.ts';
import { Paging } from './paging.ts';
import { readNewer, readOlder, readRoom, type ItemPlace, type OpenedRoom, type Opening } from './read-room.ts';
import { RoomEvents, type RoomUpdate, type TimelineItem } from './timeline-documents.ts';
import {
  EMPTY_TIMELINE,
  isAtEnd,
  openTimeline,
  trimmed,
  withItem,
  withNewerPage,
  withOlderPage,
  type Timeline,
} from './timeline.ts';

export type TimelineStatus =
  { readonly kind: 'loading' | 'ready' | 'left' } | { readonly kind: 'failed'; readonly failure: Failure };

/** The latest opening, for the view to place itself by: a new object each time. */
export interface Opened {
  readonly opening: Opening;
  /** Number of the item that it was opened at; Infinity for the end. */
  readonly number: number;
  /** The first item that had not been read then, where it was asked for. */
  readonly firstUnread: ItemPlace | undefined;
  /** Number of the last item that had been read then. */
  readonly readNumber: number;
}

export interface TimelineListener {
  /** A message that was posted just now, or missed while the connection was lost. */
  posted(message: Message): void;
  /** Whether the view follows the end: it decides on which side a long timeline is cut. */
  followsEnd(): boolean;
  /** Id of the item at the top of the view, where there is one. */
  lookedAt(): string | undefined;
}

/** One room's timeline: read, followed from the cursor that came with it, and read again where it cannot be followed. */
export class RoomTimeline {
  readonly status = shallowRef<TimelineStatus>({ kind: 'loading' });
  readonly room = shallowRef<Room>();
  readonly opened = shallowRef<Opened>();
  readonly timeline = shallowRef<Timeline>(EMPTY_TIMELINE);
  readonly older = new Paging(() => this.loadOlder());
  readonly newer = new Paging(() => this.loadNewer());

  private cursor = '';
  private stopFollowing: (() => void) | undefined;
  /** Counts openings: what was asked before the latest one is of no use any more. */
  private turn = 0;
  private openOnReturn: Opening | undefined;
  private readonly stopListening: () => void;

  constructor(
    private readonly session: CurrentSession,
    private readonly roomId: string,
    private readonly listener: TimelineListener,
  ) {
    this.stopListening = session.api.connection.onConnected(() => {
      if (this.openOnReturn) void this.open(this.openOnReturn);
    });
  }

  /** Shows the room at a place. What is shown already stays until the answer is there. */
  async open(opening: Opening): Promise<void> {
    const turn = ++this.turn;
    this.openOnReturn = undefined;
    try {
      const answer = await readRoom(this.session.api, this.roomId, opening);
      if (turn === this.turn) this.show(answer, opening);
    } catch (error) {
      if (turn === this.turn) this.notOpened(opening, openingFailure(opening, error));
    }
  }

  close(): void {
    this.turn++;
    this.stopListening();
    this.stop();
  }

  private show(answer: OpenedRoom, opening: Opening): void {
    // Events that came while the room was read again tell of a head that the answer may not know.
    const head = this.stopFollowing ? Math.max(answer.head, this.timeline.value.head) : answer.head;
    this.room.value = answer.room;
    this.timeline.value = openTimeline(answer.page, head);
    this.status.value = { kind: 'ready' };
    const { number, firstUnread } = answer;
    this.opened.value = { opening, number, firstUnread, readNumber: answer.room.readNumber };
    if (!this.stopFollowing) this.follow(answer.cursor);
  }

  private notOpened(opening: Opening, failure: Failure): void {
    // What is on the screen stays there; the other face is for a room that could not be shown at all.
    if (this.stopFollowing) this.newer.failure.value = failure;
    else this.status.value = { kind: 'failed', failure };
    if (mayPass(failure)) this.openOnReturn = opening;
  }

  private follow(cursor: string): void {
    this.cursor = cursor;
    const variables = () => ({ roomId: this.roomId, after: this.cursor });
    this.stopFollowing = this.session.api.follow(RoomEvents, variables, {
      next: ({ roomEvents }) => this.apply(roomEvents),
      ended: (failure) => {
        this.stop();
        this.status.value = failure ? { kind: 'failed', failure } : { kind: 'left' };
      },
    });
  }

  private apply(update: RoomUpdate): void {
    if (update.__typename === 'ResyncRequired') return this.startAgain();
    this.cursor = update.cursor;
    const item = itemOf(update);
    if (item) this.change(withItem(this.timeline.value, item), this.listener.followsEnd() ? 'oldest' : 'newest');
    if (update.__typename === 'MessagePosted') this.listener.posted(update.message);
    if (this.endsFor(update)) this.status.value = { kind: 'left' };
  }

  private endsFor(update: RoomUpdate): boolean {
    if (update.__typename === 'MemberLeft') return update.user.id === this.session.viewer.id;
    return update.__typename === 'RoomEnded';
  }

  private startAgain(): void {
    const itemId = this.listener.followsEnd() ? undefined : this.listener.lookedAt();
    this.stop();
    void this.open(itemId === undefined ? { at: 'end' } : { at: 'place', itemId });
  }

  private stop(): void {
    this.stopFollowing?.();
    this.stopFollowing = undefined;
  }

  private async loadOlder(): Promise<void> {
    const [first] = this.timeline.value.items;
    if (!first || !this.timeline.value.hasOlder) return;
    const turn = this.turn;
    const page = await readOlder(this.session.api, this.roomId, first);
    if (turn === this.turn) this.change(withOlderPage(this.timeline.value, page), 'newest');
  }

  private async loadNewer(): Promise<void> {
    const last = this.timeline.value.items.at(-1);
    if (!last || isAtEnd(this.timeline.value)) return;
    const { turn } = this;
    const { head } = this.timeline.value;
    const page = await readNewer(this.session.api, this.roomId, last);
    if (turn === this.turn) this.change(withNewerPage(this.timeline.value, page, head), 'oldest');
  }

  private change(timeline: Timeline, forget: 'oldest' | 'newest'): void {
    this.timeline.value = trimmed(timeline, forget);
  }
}

/** An id that is no item's, in an address that somebody mistyped or cut short, names a message that is not there. */
function openingFailure(opening: Opening, error: unknown): Failure {
  const failure = failureOf(error);
  return opening.at === 'link' && failure.code === 'BAD_USER_INPUT' ? { code: 'MESSAGE_NOT_FOUND' } : failure;
}

function itemOf(update: Exclude<RoomUpdate, { __typename: 'ResyncRequired' }>): TimelineItem | undefined {
  if ('message' in update) return update.message;
  return 'notice' in update ? update.notice : undefined;
}
