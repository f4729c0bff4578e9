import type { RoomEvent, Session } from '@maru/domain';
import type { Chat } from '../chat.ts';
import type { TypingSignal } from '../ports/feed.ts';
import { listRooms, summarizeRooms, type RoomSummary } from '../rooms/room-summaries.ts';
import type { Online } from './online-users.ts';
import { Throttle } from './throttle.ts';
import { TypingUsers } from './typing-users.ts';

export interface InboxRoom {
  readonly summary: RoomSummary;
  /** Ids of who is typing there, apart from the viewer. */
  readonly typing: readonly string[];
}

export interface InboxUpdate {
  readonly isSnapshot: boolean;
  /** All rooms of a snapshot, newest activity first; else those that changed. */
  readonly rooms: readonly InboxRoom[];
  readonly removedRoomIds: readonly string[];
  /** Ids of everybody online; null where that did not change. */
  readonly online: readonly string[] | null;
}

export interface InboxListener {
  update(update: InboxUpdate): void;
  fail(error: unknown): void;
}

/** At most one update in this time, in milliseconds. */
const UPDATE_EVERY_MS = 1_000;
/** Rooms in a snapshot; the others are paged. */
const SNAPSHOT_ROOMS = 200;

/** The state of a viewer's rooms, and who is online: first all of it, then what changed. */
export class Inbox {
  private readonly changedRooms = new Set<string>();
  private readonly removedRooms = new Set<string>();
  private readonly typing = new TypingUsers((roomId) => this.noteRoom(roomId));
  private readonly updates: Throttle;
  private online: readonly string[] | null = null;

  private constructor(
    private readonly chat: Chat,
    private readonly viewer: Session,
    private readonly listener: InboxListener,
  ) {
    this.updates = new Throttle(
      UPDATE_EVERY_MS,
      () => this.tellChanges(),
      (error) => listener.fail(error),
    );
  }

  /** Tells the snapshot before it resolves. @returns what stops it */
  static async open(chat: Chat, viewer: Session, listener: InboxListener): Promise<() => void> {
    const inbox = new Inbox(chat, viewer, listener);
    // Changes are collected from here on, and told after the snapshot.
    inbox.updates.pause();
    const stops = [
      await chat.viewers.listen(viewer, {
        event: (event) => inbox.noteEvent(event),
        typing: (signal) => inbox.noteTyping(signal),
        read: ({ roomId }) => inbox.noteRoom(roomId),
      }),
      await chat.online.listen((online) => inbox.noteOnline(online)),
    ];
    await inbox.tellSnapshot();
    return () => {
      inbox.updates.pause();
      inbox.typing.clear();
      for (const stop of stops) stop();
    };
  }

  private noteEvent(event: RoomEvent): void {
    if (event.kind === 'message_posted') this.typing.stopped(event.roomId, event.actorId);
    if (event.kind === 'member_left' && event.userId === this.viewer.userId) this.removedRooms.add(event.roomId);
    else this.removedRooms.delete(event.roomId);
    this.noteRoom(event.roomId);
  }

  private noteTyping({ roomId, userId }: TypingSignal): void {
    if (userId !== this.viewer.userId) this.typing.started(roomId, userId);
  }

  private noteRoom(roomId: string): void {
    this.changedRooms.add(roomId);
    this.updates.ask();
  }

  private noteOnline({ userIds }: Online): void {
    this.online = userIds;
    this.updates.ask();
  }

  private async tellSnapshot(): Promise<void> {
    this.changedRooms.clear();
    this.removedRooms.clear();
    const { summaries } = await listRooms(this.chat, this.viewer, SNAPSHOT_ROOMS);
    this.tell(true, summaries, []);
    this.updates.rest();
  }

  private async tellChanges(): Promise<void> {
    const removed = [...this.removedRooms];
    const changed = [...this.changedRooms].filter((roomId) => !this.removedRooms.has(roomId));
    this.changedRooms.clear();
    this.removedRooms.clear();
    this.tell(false, await summarizeRooms(this.chat, this.viewer.userId, changed), removed);
  }

  private tell(isSnapshot: boolean, summaries: readonly RoomSummary[], removedRoomIds: readonly string[]): void {
    const rooms = summaries.map((summary) => ({ summary, typing: this.typing.in(summary.room.id) }));
    const online = this.online;
    this.online = null;
    this.listener.update({ isSnapshot, rooms, removedRoomIds, online });
  }
}
