import * as base from './base-operations.ts';
import type { Person, Transport } from './person.ts';

/** What people do in scenarios, in words of the base contract. Each throws `Refusal` where it is refused. */

export const openRoom = (host: Person, ...others: readonly Person[]): Promise<string> =>
  host.do(base.createRoom, { hostId: host.handle, participants: others.map((other) => other.handle) });

export const say = (author: Person, roomId: string, content: string, over: Transport = 'http'): Promise<boolean> =>
  author.do(base.sendMessage, { roomId, userId: author.handle, content }, over);

export const invite = (member: Person, roomId: string, guest: Person): Promise<boolean> =>
  member.do(base.joinRoom, { roomId, userId: guest.handle });

export const leave = (member: Person, roomId: string): Promise<boolean> =>
  member.do(base.leaveRoom, { roomId, userId: member.handle });

export const historyTexts = async (reader: Person, roomId: string, limit = 200): Promise<(string | null)[]> =>
  (await reader.do(base.history, { roomId, limit })).map((message) => message.content);
