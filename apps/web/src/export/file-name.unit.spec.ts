import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it('names a file as every file system takes it, after the room and the day', () => {
  const at = new Date(2026, 10, 1, 23, 59);
  expect(fileName('디자인 회의', at, 'html')).toBe('디자인 회의 2026-11-01.html');
  expect(fileName('../a\\b:c*?"<d>|e\n\u202Ef', at, 'json')).toBe('a b c d e f 2026-11-01.json');
  expect(fileName('...', at, 'json')).toBe('2026-11-01.json');
  expect(fileName('😀'.repeat(200), at, 'json')).toBe(`${'😀'.repeat(80)} 2026-11-01.json`);
});
