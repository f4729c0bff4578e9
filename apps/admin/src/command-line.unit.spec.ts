import { expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';

it('knows each command by its name, and hands on what is behind it', () => {
  expect(parseCommandLine(['prepare'])).toMatchObject({ name: 'prepare', args: { words: [] } });
  expect(parseCommandLine(['dead-letters', 'list', 'index', '--json'])).toMatchObject({
    name: 'dead-letters list',
    args: { words: ['index'], json: true, all: false, limit: 100 },
  });
  expect(parseCommandLine(['dead-letters', 'replay', 'persist', '--all', '--limit', '5'])).toMatchObject({
    name: 'dead-letters replay',
    args: { words: ['persist'], all: true, limit: 5 },
  });
});

it.each([
  { what: 'nothing', line: [] },
  { what: 'an unknown command', line: ['tidy'] },
  { what: 'the beginning of a command', line: ['dead-letters'] },
  { what: 'a longer word', line: ['prepared'] },
  { what: 'an unknown option', line: ['status', '--loud'] },
  { what: 'a limit that is no number', line: ['dead-letters', 'list', '--limit', 'many'] },
])('shows what there is where it is given $what', ({ line }) => {
  expect(() => parseCommandLine(line)).toThrow('rebuild-search');
});
