import type { AppendCommand, Appended, Replay, RoomLog } from '@maru/chat';
import type { Position, RoomEvent } from '@maru/domain';
import type { ConsumerTurns } from './consumer-turns.ts';
import type { FeedHub } from './feed-hub.ts';
import type { GroupCommit } from './group-commit.ts';
import type { LogReader } from './log-reader.ts';
import type { LogWriter } from './log-writer.ts';

/** The log of all rooms: appends of one turn share a commit, and are announced once that is done. */
export class EmbeddedRoomLog implements RoomLog {
  readonly #commit: GroupCommit;
  readonly #writer: LogWriter;
  readonly #reader: LogReader;
  readonly #feed: FeedHub;
  readonly #turns: ConsumerTurns;

  constructor(commit: GroupCommit, writer: LogWriter, reader: LogReader, feed: FeedHub, turns: ConsumerTurns) {
    this.#commit = commit;
    this.#writer = writer;
    this.#reader = reader;
    this.#feed = feed;
    this.#turns = turns;
  }

  async append(command: AppendCommand): Promise<Appended> {
    const appended = await this.#commit.write(() => this.#writer.append(command));
    // Commits resolve in their order, and this runs before anything else does: announcements keep the log's order.
    if (!appended.repeated) {
      for (const event of appended.events) this.#feed.announce(`room:${event.roomId}`, event);
      this.#turns.wake();
    }
    return appended;
  }

  async read(position: Position, limit: number): Promise<Replay> {
    return this.#reader.read(position, limit);
  }

  async tail(roomId: string, aboveNumber: number, limit: number): Promise<readonly RoomEvent[]> {
    return this.#reader.tail(roomId, aboveNumber, limit);
  }
}
