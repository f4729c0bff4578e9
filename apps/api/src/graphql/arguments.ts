/** Optional arguments may be left out or be null: it means the same. */
export const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
