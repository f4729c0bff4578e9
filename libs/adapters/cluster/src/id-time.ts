const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const ULID_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** When a UUIDv7 or ULID says that it was made (epoch milliseconds); undefined for any other id. */
export function timeOfId(id: string): number | undefined {
  if (UUID_V7.test(id)) return parseInt(id.replace('-', '').slice(0, 12), 16);
  if (!ULID.test(id)) return undefined;
  return [...id.slice(0, 10).toUpperCase()].reduce((time, digit) => time * 32 + ULID_DIGITS.indexOf(digit), 0);
}

/** The same for a dedupe key, whose last part may be such an id (`message:<user>:<id>`). */
export const timeOfDedupeKey = (key: string): number | undefined => timeOfId(key.slice(key.lastIndexOf(':') + 1));
