interface Entry {
  readonly id: string;
  readonly unread: number;
}

/**
 * The room before or after the current one, as the list shows them; from none, the list's last or first.
 * @returns undefined at the list's end, and where there is no such room
 */
export function neighbour(
  rooms: readonly Entry[],
  currentId: string | undefined,
  step: 1 | -1,
  which: (room: Entry) => boolean = () => true,
): string | undefined {
  const current = rooms.findIndex(({ id }) => id === currentId);
  const beyond =
    step === 1 ? rooms.slice(current + 1) : rooms.slice(0, current === -1 ? undefined : current).toReversed();
  return beyond.find(which)?.id;
}
