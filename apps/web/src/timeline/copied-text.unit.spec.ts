import { describe, expect, it } from 'vitest';
import { copiedText } from './copied-text.ts';

const at = (hour: number, minute: number, second = 0) => new Date(2026, 10, 21, hour, minute, second);
const copied = (...messages: [author: string, at: Date, text: string][]) =>
  copiedText(
    messages.map(([author, at, text]) => ({ author, at, text })),
    'de',
  );

describe('copied messages', () => {
  it('have a line with name and time, once for what one said within a minute', () => {
    const text = copied(
      ['Jun', at(9, 30), 'one'],
      ['Jun', at(9, 30, 59), 'two\nlines'],
      ['Jun', at(9, 31), 'three'],
      ['미나', at(9, 31), '넷'],
    );
    expect(text).toBe(
      ['Jun (21.11.26, 09:30)\none\ntwo\nlines', 'Jun (21.11.26, 09:31)\nthree', '미나 (21.11.26, 09:31)\n넷'].join(
        '\n\n',
      ),
    );
  });
});
