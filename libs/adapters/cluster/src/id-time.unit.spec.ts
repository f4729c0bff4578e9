import { expect, it } from 'vitest';
import { timeOfDedupeKey, timeOfId } from './id-time.ts';

it('knows when a UUIDv7 or a ULID was made, in any case', () => {
  expect(timeOfId('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe(Date.parse('2022-02-22T19:22:22.000Z'));
  expect(timeOfId('01arz3ndektsv4rrffq69g5fav')).toBe(1_469_922_850_259);
});

it.each([
  '',
  '1',
  '017f22e2-79b0-4cc3-98c4-dc0c0c07398f',
  '017f22e2-79b0-7cc3-98c4-dc0c0c07398',
  '81ARZ3NDEKTSV4RRFFQ69G5FAV',
])('knows nothing about %s', (id) => {
  expect(timeOfId(id)).toBeUndefined();
});

it('finds it at the end of a dedupe key', () => {
  expect(timeOfDedupeKey('message:ann:01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe(1_469_922_850_259);
  expect(timeOfDedupeKey('create')).toBeUndefined();
});
