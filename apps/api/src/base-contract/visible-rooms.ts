import { accessRoom, type Access, type Chat } from '@maru/chat';
import { roomNotFound, type Member, type Room, type RoomEvent, type Session } from '@maru/domain';
import type { Detach, Sink } from '@maru/fanout';

/** Larger rooms are not seen through the base contract, whose events list every member. */
export const MAX_VISIBLE_MEMBERS = 1_000;

type Rule = (room: Room | undefined, member: Member | undefined) => boolean;

/** What is told of what happens; undefined for nothing. */
interface Wanted<T> {
  event(event: RoomEvent): T | undefined;
  /** The viewer may have lost a room that they are in. */
  reminder?(roomId: string): T;
}

/** Which rooms the base contract shows. */
export class VisibleRooms {
  private readonly byEvent = new WeakMap<RoomEvent, Promise<boolean>>();
  /** The latest look at each room that is not over yet. */
  private readonly looking = new Map<string, Promise<boolean>>();

  constructor(private readonly chat: Chat) {}

  /** @throws ChatError ROOM_NOT_FOUND where the rule forbids it, or the room is too large */
  async access(viewer: Session, roomId: string, rule: Rule): Promise<Access> {
    const access = await accessRoom(this.chat, viewer.userId, roomId, rule);
    if (!(await this.isSmall(roomId))) throw roomNotFound();
    return access;
  }

  async isSmall(roomId: string): Promise<boolean> {
    const list = await this.chat.ports.roomStore.memberList(roomId);
    return (list?.count ?? 0) <= MAX_VISIBLE_MEMBERS;
  }

  /** Tells a sink what happens in the viewer's rooms, as far as it is shown. @returns what stops it */
  follow<T extends object>(viewer: Session, sink: Sink<T>, wanted: Wanted<T>): Promise<Detach> {
    const tell = (shown: Promise<boolean>, told: T | undefined) => {
      if (!told) return;
      const tellIfShown = (isShown: boolean) => isShown && sink.next(told);
      shown.then(tellIfShown).catch((error: unknown) => sink.fail(error));
    };
    return this.chat.viewers.listen(viewer, {
      event: (event) => tell(this.shows(event), wanted.event(event)),
      reminder: (roomId) => tell(this.inTurn(roomId), wanted.reminder?.(roomId)),
    });
  }

  /** Whether an event is shown. Looked up once for all who receive it; of one room, answers come in the order of events. */
  shows(event: RoomEvent): Promise<boolean> {
    let answer = this.byEvent.get(event);
    if (!answer) this.byEvent.set(event, (answer = this.inTurn(event.roomId)));
    return answer;
  }

  /** Whether a room is shown, answered after everything that was asked about it before. */
  private inTurn(roomId: string): Promise<boolean> {
    const before = this.looking.get(roomId) ?? Promise.resolve(true);
    const answer = before.catch(() => true).then(() => this.isSmall(roomId));
    this.looking.set(roomId, answer);
    const forget = () => this.looking.get(roomId) === answer && this.looking.delete(roomId);
    answer.then(forget, forget);
    return answer;
  }
}
