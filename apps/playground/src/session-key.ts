const NAME = 'maru-playground-session-key';

/** The key of this browser's session in the playground: made once, kept across reloads. */
export function sessionKey(storage: Pick<Storage, 'getItem' | 'setItem'>): string {
  const kept = storage.getItem(NAME);
  if (kept !== null) return kept;
  const key = randomId();
  storage.setItem(NAME, key);
  return key;
}

/** A random UUID; also on a page that came over plain HTTP, where `crypto.randomUUID` does not exist. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)).map((byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x40;
    return index === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
