/** An entry of a Redis stream: names and values of its fields, in turn. */
export type StreamEntry = readonly [id: string, fields: readonly string[]];

export function fieldOf([, fields]: StreamEntry, name: string): string | undefined {
  const at = fields.findIndex((text, index) => index % 2 === 0 && text === name);
  return at < 0 ? undefined : fields[at + 1];
}
