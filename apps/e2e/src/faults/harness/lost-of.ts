import { wholeTimeline } from '../../client/own-acts.ts';
import type { Person } from '../../client/person.ts';

/** Says which of these messages, that were acknowledged, are not in the room. */
export async function lostOf(ids: readonly string[], reader: Person, roomId: string): Promise<string[]> {
  const there = new Set((await wholeTimeline(reader, roomId)).map(({ id }) => id));
  return ids.filter((id) => !there.has(id)).map((id) => `${roomId}: ${id} was acknowledged and is lost.`);
}
