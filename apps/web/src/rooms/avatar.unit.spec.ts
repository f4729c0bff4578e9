import { expect, it } from 'vitest';
import { firstCharacter, hueOf } from './avatar.ts';

it('stands for a name with its first character, as people see it', () => {
  expect(['미나', 'jun', '👩‍👧 엄마', ''].map(firstCharacter)).toEqual(['미', 'J', '👩‍👧', '?']);
});

it('gives an id one hue for ever', () => {
  expect(hueOf('u-mina')).toBe(hueOf('u-mina'));
  expect(hueOf('u-mina')).not.toBe(hueOf('u-jun'));
  expect(hueOf('u-mina')).toBeLessThan(360);
});
