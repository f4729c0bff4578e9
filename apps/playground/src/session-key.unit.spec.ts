import { expect, it } from 'vitest';
import { sessionKey } from './session-key.ts';

const emptyStorage = () => {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => items.set(name, text),
  };
};

it('is made once in a browser, and kept', () => {
  const [mine, theirs] = [emptyStorage(), emptyStorage()];
  const key = sessionKey(mine);
  expect(key).toMatch(/^[0-9a-f-]{36}$/);
  expect(sessionKey(mine)).toBe(key);
  expect(sessionKey(theirs)).not.toBe(key);
});
