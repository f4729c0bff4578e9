import type { EpochSpan } from '@maru/domain';
import { planAdmission, type LocalRoom } from './admission-plan.ts';
import { StaleRead, untilItHolds } from './dynamodb-conditions.ts';
import type { Keys, RoomKeys } from './keys.ts';
import { orderOf } from './member-order.ts';
import type { RedisCommands } from './redis-commands.ts';
import { hashOf, memberText } from './room-hash.ts';
import { recordsAfter } from './room-records.ts';
import type { StoredHead } from './room-rows.ts';
import { ADMIT, LOOK_AT_ROOM, type RoomStanding } from './scripts/admit.ts';
import { fromJson } from './stored-json.ts';
import type { StoredRooms } from './stored-rooms.ts';

/** The keys of a room, as scripts take them. */
export const scriptKeys = ({ meta, log, room, hot, members, order, deleted }: RoomKeys): string[] => [
  meta,
  log,
  room,
  hot,
  members,
  order,
  deleted,
];

/**
 * Admits rooms to the present epoch of their partition when they are first touched in it. Which epochs a room has is said in the store first, then in
 * Redis: whoever comes next finds the same, also when this process dies in between.
 */
export class Admission {
  readonly #redis: RedisCommands;
  readonly #keys: Keys;
  readonly #stored: StoredRooms;
  readonly #running = new Map<string, Promise<boolean>>();

  constructor(redis: RedisCommands, keys: Keys, stored: StoredRooms) {
    this.#redis = redis;
    this.#keys = keys;
    this.#stored = stored;
  }

  /** @param begin whether a room that is nowhere may begin here @returns false where there is no such room */
  admit(roomId: string, begin: boolean): Promise<boolean> {
    const name = `${roomId} ${begin}`;
    const running = this.#running.get(name) ?? untilItHolds(() => this.#admit(roomId, begin));
    this.#running.set(name, running);
    return running.finally(() => this.#running.delete(name));
  }

  async #admit(roomId: string, begin: boolean): Promise<boolean> {
    const keys = this.#keys.room(roomId);
    const standing = await this.#redis.run(LOOK_AT_ROOM, [keys.meta, keys.room]);
    // Whoever asked for this finds the same, and sees to the partition first.
    if (standing[0] === 'RECOVER') return true;
    const [, epoch, [term]] = standing;
    if (term === epoch) return true;
    const local = localRoom(standing);
    const read = await this.#stored.head(roomId);
    if (!local && read.version === 0 && !begin) return false;
    const { keep, epochs } = planAdmission(Number(epoch), local, read.head);
    if (epochs !== read.head.epochs && !(await this.#stored.putEpochs(roomId, read, epochs)))
      throw new StaleRead('The room was stored or admitted meanwhile.');
    const contents = keep ? false : await this.#contents(roomId, { ...read.head, epochs });
    await this.#redis.run(ADMIT, scriptKeys(keys), [epoch, JSON.stringify(epochs), JSON.stringify(contents)]);
    return true;
  }

  async #contents(roomId: string, head: StoredHead) {
    const records = recordsAfter(await this.#stored.changes(roomId, head));
    const members = [...records.members.values()];
    return {
      fields: hashOf(head, records),
      members: members.map((member) => [member.userId, memberText(member)]),
      order: members.filter(({ state }) => state === 'member').map((member) => [orderOf(member), member.userId]),
    };
  }
}

function localRoom([, , [, epochs, endEpoch, endSeq]]: RoomStanding): LocalRoom | undefined {
  if (epochs === null) return undefined;
  return {
    epochs: fromJson<readonly EpochSpan[]>(epochs),
    end: { epoch: Number(endEpoch ?? 0), seq: Number(endSeq ?? 0) },
  };
}
