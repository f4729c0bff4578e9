export const say = (line: string): void => void process.stdout.write(`${line}\n`);

export const sayJson = (value: unknown): void => say(JSON.stringify(value, undefined, 2));

/** Columns as wide as what is in them; numbers to the right. */
export function sayTable(rows: readonly Readonly<Record<string, string | number>>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => String(row[column]).length)));
  const lineOf = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, at) =>
        typeof cell === 'number' ? String(cell).padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  say(lineOf(columns));
  for (const row of rows) say(lineOf(columns.map((column) => row[column] ?? '')));
}
