/** Where one was in the results: which one was opened, and how many there were. */
export interface ResultPlace {
  readonly messageId: string;
  readonly count: number;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Kept with this entry of the browser's history, so that going back leads there; undefined forgets it. */
export function keepPlace(resultPlace: ResultPlace | undefined): void {
  const state: unknown = history.state;
  history.replaceState({ ...(isObject(state) ? state : {}), resultPlace }, '');
}

export function keptPlace(): ResultPlace | undefined {
  const state: unknown = history.state;
  return isObject(state) && 'resultPlace' in state && isPlace(state.resultPlace) ? state.resultPlace : undefined;
}

const isPlace = (value: unknown): value is ResultPlace =>
  isObject(value) &&
  'messageId' in value &&
  typeof value.messageId === 'string' &&
  'count' in value &&
  typeof value.count === 'number';
