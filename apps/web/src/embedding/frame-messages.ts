/** What the page of the host says to the client in its frame. */
export interface HostMessage {
  readonly type: 'maru:host';
  /** Under which name to take part, where nobody is signed in yet. */
  readonly name: string | undefined;
}

/** What the client in a frame says to the page around it: nothing that a stranger may not know. */
export type FrameMessage =
  /** It listens now. */
  { readonly type: 'maru:ready' } | { readonly type: 'maru:unread'; readonly count: number };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** @param data of a message event: anybody may have sent anything */
export function parseHostMessage(data: unknown): HostMessage | undefined {
  if (!isRecord(data) || data['type'] !== 'maru:host') return undefined;
  const { name } = data;
  return { type: 'maru:host', name: typeof name === 'string' && name.trim() !== '' ? name : undefined };
}

/** @param data of a message event: anybody may have sent anything */
export function parseFrameMessage(data: unknown): FrameMessage | undefined {
  if (!isRecord(data)) return undefined;
  if (data['type'] === 'maru:ready') return { type: 'maru:ready' };
  const { count } = data;
  const isCount = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0;
  return data['type'] === 'maru:unread' && isCount ? { type: 'maru:unread', count } : undefined;
}
