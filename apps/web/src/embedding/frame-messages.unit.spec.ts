import { describe, expect, it } from 'vitest';
import { parseFrameMessage, parseHostMessage } from './frame-messages.ts';

const NONSENSE = [undefined, null, 'maru:host', 7, [], {}, { type: 'maru:other' }, { type: ['maru:host'] }];

describe('what a host page says', () => {
  it('is a greeting, with a name or without', () => {
    expect(parseHostMessage({ type: 'maru:host', name: '지민' })).toEqual({ type: 'maru:host', name: '지민' });
    for (const name of [undefined, '', '  ', 5, {}])
      expect(parseHostMessage({ type: 'maru:host', name })).toEqual({ type: 'maru:host', name: undefined });
  });

  it.each(NONSENSE)('is not %j', (data) => expect(parseHostMessage(data)).toBeUndefined());
});

describe('what the client in a frame says', () => {
  it('is that it listens, and how much is unread', () => {
    expect(parseFrameMessage({ type: 'maru:ready', more: 1 })).toEqual({ type: 'maru:ready' });
    expect(parseFrameMessage({ type: 'maru:unread', count: 3 })).toEqual({ type: 'maru:unread', count: 3 });
  });

  it.each([
    ...NONSENSE,
    { type: 'maru:unread' },
    { type: 'maru:unread', count: -1 },
    { type: 'maru:unread', count: '3' },
  ])('is not %j', (data) => expect(parseFrameMessage(data)).toBeUndefined());
});
