import { randomUUID } from 'node:crypto';
import type { Server } from '../topology/server.ts';
import * as own from './own-operations.ts';
import { gather, type OneEach, type Person, type Transport } from './person.ts';
import { uuidV7 } from './uuid-v7.ts';

/** What people do in scenarios, in words of Maru's own operations. Each throws `Refusal` where it is refused. */

export const guests = <Names extends readonly string[]>(server: Server, ...names: Names): Promise<OneEach<Names>> =>
  gather(server, names, (person) => person.do(own.guestSignIn, { handle: person.handle }));

export const startRoom = async (host: Person, ...others: readonly Person[]): Promise<string> => {
  const members = others.map((other) => other.handle);
  return (await host.do(own.createChatRoom, { input: { clientRequestId: randomUUID(), members } })).id;
};

export const send = (
  author: Person,
  roomId: string,
  text: string,
  over: Transport = 'socket',
  clientMessageId: string = uuidV7(),
): Promise<own.ChatMessage> => author.do(own.sendMessage, { input: { roomId, clientMessageId, text } }, over);

export const cursorOf = async (reader: Person, id: string): Promise<string> =>
  (await reader.do(own.chatRoom, { id })).cursor;

/** The items of a page of the timeline. */
export const page = async (reader: Person, range: own.TimelinePage): Promise<own.TimelineItem[]> =>
  (await reader.do(own.timeline, range)).timeline.edges.map((edge) => edge.node);

/** The whole timeline, read page by page from its start. */
export async function wholeTimeline(reader: Person, id: string): Promise<own.TimelineItem[]> {
  const items: own.TimelineItem[] = [];
  for (;;) {
    const after = items.at(-1)?.id;
    const { timeline } = await reader.do(own.timeline, { id, first: 200, ...(after !== undefined && { after }) });
    items.push(...timeline.edges.map((edge) => edge.node));
    if (!timeline.pageInfo.hasNextPage) return items;
  }
}

/** What a follower sees of a message. */
export const briefOf = ({ id, seq, clientMessageId, text }: own.MessageBrief): own.MessageBrief => ({
  id,
  seq,
  clientMessageId,
  text,
});
