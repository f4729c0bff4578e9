/** A message, or the part of it that is selected. */
export interface CopiedMessage {
  readonly author: string;
  readonly at: Date;
  readonly text: string;
}

/** Several messages as plain text: a line with name and time, then what was said; once for what one said within a minute. */
export function copiedText(messages: readonly CopiedMessage[], language: string): string {
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  const groups: { heading: string; texts: string[] }[] = [];
  for (const { author, at, text } of messages) {
    const heading = `${author} (${time.format(at)})`;
    const group = groups.at(-1);
    if (group?.heading === heading) group.texts.push(text);
    else groups.push({ heading, texts: [text] });
  }
  return groups.map(({ heading, texts }) => [heading, ...texts].join('\n')).join('\n\n');
}
