import { describe, expect, it } from 'vitest';
import { parseSettings } from './notification-settings.ts';

describe('notification settings', () => {
  it('are read as they were kept', () => {
    const settings = { doNotDisturb: true, silentRoomIds: ['r1'], isOfferDeclined: true };
    expect(parseSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it.each([null, '', '{', 'null', '[]', '"text"', '{"doNotDisturb":"yes","silentRoomIds":{"0":"r1"}}'])(
    'notify of everything where nothing else is kept: %s',
    (text) => {
      expect(parseSettings(text)).toEqual({ doNotDisturb: false, silentRoomIds: [], isOfferDeclined: false });
    },
  );
});
