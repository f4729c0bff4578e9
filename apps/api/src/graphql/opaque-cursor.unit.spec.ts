import { ChatError } from '@maru/domain';
import { expect, it } from 'vitest';
import { isText, isWhole, OpaqueCursor } from './opaque-cursor.ts';

interface Place {
  readonly at: number;
  readonly id: string;
}

const cursors = new OpaqueCursor<Place>(
  ({ at, id }) => [at, id],
  ([at, id]) => (isWhole(at) && isText(id) ? { at, id } : undefined),
);

it('reads what it wrote', () => {
  const place = { at: 1_795_270_834_122, id: '방#1:{"x"}' };
  expect(cursors.decode(cursors.encode(place))).toEqual(place);
});

it.each([
  '',
  'x',
  '🙂',
  'null',
  Buffer.from('[]').toString('base64url'),
  Buffer.from('["1","a"]').toString('base64url'),
  Buffer.from('[1.5,"a"]').toString('base64url'),
  Buffer.from('{"at":1}').toString('base64url'),
  'c1.room.1.2',
])('refuses «%s»', (text) => {
  expect(() => cursors.decode(text)).toThrow(ChatError);
});
