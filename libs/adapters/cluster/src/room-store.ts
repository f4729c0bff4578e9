import type { MemberPlace, RoomStore } from '@maru/chat';
import type { EpochSpan, Member, MemberList, ReadPosition, Room, UserRoom } from '@maru/domain';
import { orderOf } from './member-order.ts';
import type { ReadPositions } from './read-positions.ts';
import { epochsFrom, memberFrom, memberListFrom, roomFrom, type RoomHash } from './room-hash.ts';
import type { RoomScripts } from './room-scripts.ts';
import { KEY } from './scripts/read.ts';
import type { UserRooms } from './user-rooms.ts';

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

/** Rooms and their members as the log keeps them in Redis; what users keep about rooms in DynamoDB. */
export class ClusterRoomStore implements RoomStore {
  readonly #scripts: RoomScripts;
  readonly #userRooms: UserRooms;
  readonly #readPositions: ReadPositions;

  constructor(scripts: RoomScripts, userRooms: UserRooms, readPositions: ReadPositions) {
    this.#scripts = scripts;
    this.#userRooms = userRooms;
    this.#readPositions = readPositions;
  }

  async room(roomId: string): Promise<Room | undefined> {
    return roomFrom(roomId, await this.#hash(roomId));
  }

  async rooms(roomIds: readonly string[]): Promise<readonly Room[]> {
    return (await Promise.all(roomIds.map((roomId) => this.room(roomId)))).filter(isDefined);
  }

  async epochs(roomId: string): Promise<readonly EpochSpan[]> {
    return epochsFrom(await this.#hash(roomId));
  }

  async member(roomId: string, userId: string): Promise<Member | undefined> {
    const [text] = (await this.#scripts.read(roomId, ['HGET', KEY.members, userId])) ?? [];
    return typeof text === 'string' ? memberFrom(text) : undefined;
  }

  async memberOf(userId: string, roomIds: readonly string[]): Promise<readonly Member[]> {
    return (await Promise.all(roomIds.map((roomId) => this.member(roomId, userId)))).filter(isDefined);
  }

  async memberList(roomId: string): Promise<MemberList | undefined> {
    return memberListFrom(roomId, await this.#hash(roomId));
  }

  async members(
    roomId: string,
    { after, limit }: { readonly after?: MemberPlace; readonly limit: number },
  ): Promise<readonly Member[]> {
    const from = after ? `(${orderOf(after)}` : '-inf';
    const page = await this.#scripts.read(roomId, ['ZRANGEBYSCORE', KEY.order, from, '+inf', 'LIMIT', 0, limit]);
    const userIds = (page?.[0] ?? []) as readonly string[];
    if (userIds.length === 0) return [];
    const [texts] = (await this.#scripts.read(roomId, ['HMGET', KEY.members, ...userIds])) ?? [];
    return (texts as readonly (string | null)[]).filter((text) => text !== null).map(memberFrom);
  }

  putUserRooms(entries: readonly UserRoom[]): Promise<void> {
    return this.#userRooms.put(entries);
  }

  userRooms(userId: string): Promise<readonly UserRoom[]> {
    return this.#userRooms.of(userId);
  }

  readPositions(userId: string, roomIds: readonly string[]): Promise<readonly ReadPosition[]> {
    return this.#readPositions.of(userId, roomIds);
  }

  advanceRead(read: ReadPosition): Promise<ReadPosition> {
    return this.#readPositions.advance(read);
  }

  /** Empty where there is no such room. */
  async #hash(roomId: string): Promise<RoomHash> {
    const [flat] = (await this.#scripts.read(roomId, ['HGETALL', KEY.room])) ?? [];
    const texts = (flat ?? []) as readonly string[];
    return Object.fromEntries(texts.flatMap((text, at) => (at % 2 === 0 ? [[text, texts[at + 1] ?? '']] : [])));
  }
}
