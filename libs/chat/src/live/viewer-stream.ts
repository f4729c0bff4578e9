import {
  compareRevisions,
  type Position,
  type ReadPosition,
  type Revision,
  type RoomEvent,
  type UserRoom,
} from '@maru/domain';
import type { Core } from '../core.ts';
import type { FeedSubscription, TypingSignal } from '../ports/feed.ts';
import type { Following, RoomChannels } from './room-channels.ts';

/** Receives what happens in all of a user's rooms. Nothing may be thrown. */
export interface ViewerListener {
  /** Each room's events in its order, from the very event of joining to that of leaving. */
  event?(event: RoomEvent): void;
  typing?(signal: TypingSignal): void;
  /** Somebody invited the user to a room that they are in already. */
  reminder?(roomId: string): void;
  read?(read: ReadPosition): void;
}

interface FollowedRoom {
  /** The joining or leaving that this entry stands for. */
  readonly revision: Revision;
  readonly following: Following | null;
}

/** All of one user's rooms, live, for every listener of this process: rooms that they join later come in, rooms that they leave fall silent. */
export class ViewerStream {
  private readonly rooms = new Map<string, FollowedRoom>();
  private readonly listeners = new Set<ViewerListener>();

  private constructor(
    private readonly core: Core,
    private readonly channels: RoomChannels,
    private readonly userId: string,
    private readonly signals: FeedSubscription<`user:${string}`>,
    /** Where rooms are followed from that the user was in before; all others are followed from the event of joining. */
    private readonly heads: Map<string, Position>,
    private readonly onError: (error: unknown) => void,
  ) {}

  static async open(core: Core, channels: RoomChannels, userId: string, onError: (error: unknown) => void) {
    // Heads first, signals second: a joining in between is seen as one that came later.
    const heads = await headsOf(core, userId);
    const signals = await core.ports.feed.subscribe<`user:${string}`>(`user:${userId}`);
    const stream = new ViewerStream(core, channels, userId, signals, heads, onError);
    await stream.followEntries();
    void stream.followSignals().catch(onError);
    return stream;
  }

  add(listener: ViewerListener): void {
    this.listeners.add(listener);
  }

  remove(listener: ViewerListener): void {
    this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    for (const { following } of this.rooms.values()) following?.stop();
    this.rooms.clear();
    await this.signals.close();
  }

  private async followSignals(): Promise<void> {
    for await (const item of this.signals) {
      try {
        if (item.kind === 'missed') await this.followEntries();
        else if (item.payload.kind === 'room_entry') await this.followEntry(item.payload.entry);
        else if (item.payload.kind === 'room_reminder') this.tellReminder(item.payload.roomId);
        else for (const listener of this.listeners) listener.read?.(item.payload.read);
      } catch (error) {
        this.onError(error);
      }
    }
  }

  private tellReminder(roomId: string): void {
    if (this.rooms.get(roomId)?.following) for (const listener of this.listeners) listener.reminder?.(roomId);
  }

  private async followEntries(): Promise<void> {
    const entries = await this.core.ports.roomStore.userRooms(this.userId);
    await Promise.all(entries.map((entry) => this.followEntry(entry)));
  }

  /** An entry is a hint: the member record decides. Leaving needs no signal, its event ends the room here in log order. */
  private async followEntry(entry: UserRoom): Promise<void> {
    if (entry.state !== 'member' || !this.isNews(entry.roomId, entry.revision)) return;
    const member = await this.core.ports.roomStore.member(entry.roomId, this.userId);
    if (member?.state !== 'member' || !this.isNews(entry.roomId, member.revision)) return;
    const joining = { roomId: entry.roomId, epoch: member.revision.epoch, seq: member.revision.seq - 1 };
    const head = this.heads.get(entry.roomId);
    this.heads.delete(entry.roomId);
    await this.follow(head && compareRevisions(head, joining) > 0 ? head : joining, member.revision).live;
  }

  private isNews(roomId: string, revision: Revision): boolean {
    const known = this.rooms.get(roomId);
    return !known || compareRevisions(revision, known.revision) > 0;
  }

  private follow(after: Position, revision: Revision): Following {
    this.rooms.get(after.roomId)?.following?.stop();
    const following = this.channels.follow(
      {
        event: (event) => this.handOn(event, revision),
        typing: (signal) => {
          for (const listener of this.listeners) listener.typing?.(signal);
        },
        resync: () => void this.startAfresh(after.roomId).catch(this.onError),
      },
      after,
    );
    this.rooms.set(after.roomId, { revision, following });
    return following;
  }

  private handOn(event: RoomEvent, joined: Revision): void {
    for (const listener of [...this.listeners]) listener.event?.(event);
    if (event.kind !== 'member_left' || event.userId !== this.userId || compareRevisions(event, joined) <= 0) return;
    this.rooms.get(event.roomId)?.following?.stop();
    this.rooms.set(event.roomId, { revision: { epoch: event.epoch, seq: event.seq }, following: null });
  }

  /** This process fell behind the hot window: whoever needs what lies between reads it from the history. */
  private async startAfresh(roomId: string): Promise<void> {
    this.rooms.get(roomId)?.following?.stop();
    this.rooms.delete(roomId);
    for (const [id, head] of await headsOf(this.core, this.userId)) if (id === roomId) this.heads.set(id, head);
    await this.followEntries();
  }
}

async function headsOf({ ports }: Core, userId: string): Promise<Map<string, Position>> {
  const entries = await ports.roomStore.userRooms(userId);
  const rooms = await ports.roomStore.rooms(entries.map((entry) => entry.roomId));
  return new Map(rooms.map(({ id, head }) => [id, { roomId: id, epoch: head.epoch, seq: head.seq }]));
}
