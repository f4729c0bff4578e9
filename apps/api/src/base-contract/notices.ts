import { recentCreations, type Chat } from '@maru/chat';
import type { RoomEvent, Session } from '@maru/domain';
import type { Detach, Sink } from '@maru/fanout';
import { concernedUser, ofNotice, type BaseMessageSource, type NoticeEvent } from './base-message.ts';
import { CREATION_TOLD_FOR_MS, ToldCreations } from './told-creations.ts';
import type { VisibleRooms } from './visible-rooms.ts';

/** How long after subscribing a creation is told that happened before, in milliseconds. */
const REPLAY_AFTER_MS = 1_500;

export interface NoticeFilter {
  readonly roomId: string | undefined;
  /** Notices about this user, in any room of the viewer's. */
  readonly userId: string | undefined;
}

const isNotice = (event: RoomEvent): event is NoticeEvent =>
  event.kind === 'room_created' || event.kind === 'member_joined' || event.kind === 'member_left';

/** What happens in rooms, told as notices. */
export class Notices {
  private readonly told = new ToldCreations();

  constructor(
    private readonly chat: Chat,
    private readonly rooms: VisibleRooms,
  ) {}

  /** Tells what is new, and once, a little later, the creations that the session has missed by a moment. */
  async follow(viewer: Session, filter: NoticeFilter, sink: Sink<BaseMessageSource>): Promise<Detach> {
    const { roomId, userId } = filter;
    const fits = (event: NoticeEvent) => event.roomId === roomId || concernedUser(event) === userId;
    const toldHere = new Set<string>();
    const wasTold = (event: NoticeEvent) => this.told.has(viewer.id, event.roomId);
    const tell = async (event: NoticeEvent, isReplayed = false) => {
      if (!(await this.rooms.shows(event))) return;
      // A turn later: a room is told of (`roomCreated`) before anything that happens in it.
      await Promise.resolve();
      if (event.kind === 'room_created') {
        // While a replay waited, another subscription of the session may have been told.
        if (toldHere.has(event.roomId) || (isReplayed && wasTold(event))) return;
        toldHere.add(event.roomId);
        this.told.add(viewer.id, event.roomId);
      }
      sink.next(ofNotice(event));
    };
    const stop = await this.chat.viewers.listen(viewer, {
      event: (event) => {
        if (isNotice(event) && fits(event)) tell(event).catch((error: unknown) => sink.fail(error));
      },
    });
    const missed = (await recentCreations(this.chat, viewer, CREATION_TOLD_FOR_MS))
      .filter(isNotice)
      .filter((event) => fits(event) && !wasTold(event));
    const timer = setTimeout(() => {
      for (const event of missed) tell(event, true).catch((error: unknown) => sink.fail(error));
    }, REPLAY_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }
}
