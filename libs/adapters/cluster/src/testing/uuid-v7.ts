import { randomUUID } from 'node:crypto';

/** A UUIDv7 of this time (epoch milliseconds). */
export function uuidV7(time: number): string {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}
