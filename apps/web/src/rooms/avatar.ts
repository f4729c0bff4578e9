/** What stands for a user until there are images: the first character as people see it, 한 or 👩‍👧 included. */
export function firstCharacter(handle: string): string {
  const [first] = new Intl.Segmenter().segment(handle);
  return first?.segment.toLocaleUpperCase() ?? '?';
}

/** A hue in degrees that is always the same for the same id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3_600_000;
  return hash % 360;
}
