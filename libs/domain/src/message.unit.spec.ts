import { describe, expect, it } from 'vitest';
import { checkClientId, checkMessageText } from './message.ts';

const refused: unknown = expect.objectContaining({ code: 'BAD_USER_INPUT' });

describe('the text of a message', () => {
  it('may be as long as the limit, in code points', () => {
    expect(() => checkMessageText('😀'.repeat(10), 10)).not.toThrow();
    expect(() => checkMessageText('😀'.repeat(11), 10)).toThrow(refused);
    expect(() => checkMessageText('a'.repeat(11), 10)).toThrow(refused);
  });

  it.each(['', ' ', '\n\t', '\u3000'])('must not be blank: %j', (text) => {
    expect(() => checkMessageText(text, 10)).toThrow(refused);
  });

  it('must be well-formed', () => {
    expect(() => checkMessageText('a\ud83d', 10)).toThrow(refused);
  });
});

it("takes a client's own id of 1 to 64 printable ASCII characters", () => {
  expect(() => checkClientId('0190c2f1-7c1e-7000-8000-000000000001')).not.toThrow();
  for (const id of ['', 'a b', 'a\n', '방', 'x'.repeat(65)]) expect(() => checkClientId(id)).toThrow(refused);
});
