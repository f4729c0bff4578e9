import { badInput } from './errors.ts';
import { decodeItemId } from './position.ts';

/** A place in the order of search results. */
export interface SearchPlace {
  readonly createdAt: number;
  readonly seq: number;
  readonly id: string;
}

/** Negative where `a` comes first: what is newer; of one instant, what is later in its room's log. */
export function newestFirst(a: SearchPlace, b: SearchPlace): number {
  return b.createdAt - a.createdAt || b.seq - a.seq || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

export const encodeSearchCursor = ({ createdAt, id }: SearchPlace): string => `s1.${createdAt.toString(36)}.${id}`;

/** @throws ChatError BAD_USER_INPUT where the text is not one of ours */
export function decodeSearchCursor(cursor: string): SearchPlace {
  const [, time, id = ''] = /^s1\.([0-9a-z]{1,9})\.(.+)$/.exec(cursor) ?? [];
  const address = decodeItemId(id);
  if (time === undefined || !address) throw badInput('This search cursor is not valid. Search again.');
  return { createdAt: parseInt(time, 36), seq: address.seq, id };
}
