import { badInput } from '@maru/domain';

type Part = string | number;

/** Writes places in a list as opaque texts, and reads them again. */
export class OpaqueCursor<Place> {
  /** @param place makes a place of the parts that were read; undefined where they are none of its own */
  constructor(
    private readonly parts: (place: Place) => readonly Part[],
    private readonly place: (parts: readonly unknown[]) => Place | undefined,
  ) {}

  encode(place: Place): string {
    return Buffer.from(JSON.stringify(this.parts(place))).toString('base64url');
  }

  /** @throws ChatError BAD_USER_INPUT where the text is not one of these cursors */
  decode(cursor: string): Place {
    const place = this.place(parse(cursor));
    if (place === undefined) throw badInput('This cursor is not valid. Read it again from the list.');
    return place;
  }
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

export const isWhole = (part: unknown): part is number => Number.isSafeInteger(part);
export const isText = (part: unknown): part is string => typeof part === 'string';
