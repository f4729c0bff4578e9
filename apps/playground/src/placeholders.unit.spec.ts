import { expect, it } from 'vitest';
import { Placeholders } from './placeholders.ts';

it('stand for the room that was answered last', () => {
  const placeholders = new Placeholders();
  placeholders.remember({ createChatRoom: { id: 'room-1', cursor: 'c1' } });
  placeholders.remember({ sendMessage: { id: 'message-1', cursor: 'c2' } });
  placeholders.remember(null);
  expect(placeholders.fill({ input: { roomId: '{{roomId}}', after: '{{cursor}}', first: 3 } })).toEqual({
    input: { roomId: 'room-1', after: 'c1', first: 3 },
  });
  placeholders.remember({ chatRoom: { id: 'room-2', cursor: 'c3' } });
  expect(placeholders.fill({ roomId: '{{roomId}}' })).toEqual({ roomId: 'room-2' });
});

it('give a new id at every press', () => {
  const ids = [1, 2].map(() => JSON.stringify(new Placeholders().fill({ id: '{{newId}}' })));
  expect(ids[0]).toMatch(/^\{"id":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"\}$/);
  expect(ids[0]).not.toBe(ids[1]);
});

it('say what to do first where no room is known', () => {
  expect(() => new Placeholders().fill({ roomId: '{{roomId}}' })).toThrow('press CreateRoom first');
});

it('leave everything else as it is', () => {
  expect(new Placeholders().fill({ text: '{{hello}} "{{" {}' })).toEqual({ text: '{{hello}} "{{" {}' });
  expect(new Placeholders().fill(undefined)).toBeUndefined();
});
