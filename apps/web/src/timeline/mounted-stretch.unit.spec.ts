import { describe, expect, it } from 'vitest';
import { message, seededRandom } from '../testing/samples.ts';
import {
  adjusted,
  itemsIn,
  needsNewer,
  needsOlder,
  stretchAround,
  type Sight,
  type Stretch,
} from './mounted-stretch.ts';
import { openTimeline, type Timeline } from './timeline.ts';

const loaded = (first: number, last: number, head = last): Timeline =>
  openTimeline(
    {
      items: Array.from({ length: last - first + 1 }, (_, index) => message(first + index)),
      hasOlder: first > 1,
      hasNewer: false,
    },
    head,
  );
const sight = (change: Partial<Sight> = {}): Sight => ({
  nearTop: false,
  nearBottom: false,
  keepFrom: -Infinity,
  keepTo: Infinity,
  ...change,
});
const mounted = (stretch: Stretch, timeline: Timeline) => itemsIn(stretch, timeline).map(({ number }) => number);

/** A view that shows twenty items, and keeps as many as that on either side. */
function sightOf(top: number, stretch: Stretch, timeline: Timeline): Sight {
  const numbers = mounted(stretch, timeline);
  const [first = 1, last = 0] = [numbers[0], numbers.at(-1)];
  return {
    nearTop: top - first < 20,
    nearBottom: last - (top + 20) < 20,
    keepFrom: Math.max(first, top - 30),
    keepTo: Math.min(last, top + 50),
  };
}

describe('the stretch of a timeline that is mounted', () => {
  it('lies around the item at which it was opened, and goes with the end where it reaches it', () => {
    expect(stretchAround(500, loaded(301, 700))).toEqual({ from: 470, to: 530 });
    expect(stretchAround(310, loaded(301, 700))).toEqual({ from: 301, to: 340 });
    expect(stretchAround(Infinity, loaded(301, 700))).toEqual({ from: 670, to: Infinity });
    expect(stretchAround(Infinity, loaded(301, 700, 900))).toEqual({ from: 670, to: 700 });
  });

  it('shows what comes at the end only where it reaches the end', () => {
    const timeline = loaded(301, 701);
    expect(mounted({ from: 690, to: Infinity }, timeline).at(-1)).toBe(701);
    expect(mounted({ from: 640, to: 690 }, timeline).at(-1)).toBe(690);
  });

  it('gets longer where little is left, as far as there is something', () => {
    const timeline = loaded(301, 700);
    const stretch = { from: 400, to: 500 };
    expect(adjusted(stretch, sight({ nearTop: true }), timeline)).toEqual({ from: 380, to: 500 });
    expect(adjusted(stretch, sight({ nearBottom: true }), timeline)).toEqual({ from: 400, to: 520 });
    expect(adjusted({ from: 310, to: 690 }, sight({ nearTop: true, nearBottom: true }), timeline)).toEqual({
      from: 301,
      to: Infinity,
    });
  });

  it('gets shorter where nobody looks, but not for a few rows', () => {
    const timeline = loaded(301, 700);
    const stretch = { from: 400, to: Infinity };
    expect(adjusted(stretch, sight({ keepFrom: 450, keepTo: 600 }), timeline)).toEqual({ from: 450, to: 600 });
    expect(adjusted(stretch, sight({ keepFrom: 410, keepTo: 690 }), timeline)).toBe(stretch);
  });

  it('is the same object where nothing is to be done, so that nothing is drawn again', () => {
    const stretch = { from: 400, to: 500 };
    expect(adjusted(stretch, sight(), loaded(301, 700))).toBe(stretch);
  });

  it('holds what is in view, and a bounded number of items, wherever somebody scrolls', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const random = seededRandom(seed);
      const timeline = loaded(1, 1_000);
      let stretch = stretchAround(Infinity, timeline);
      let top = 980;
      for (let step = 0; step < 300; step++) {
        for (let look = 0; look < 4; look++) stretch = adjusted(stretch, sightOf(top, stretch, timeline), timeline);
        const numbers = mounted(stretch, timeline);
        expect(numbers.length, `seed ${String(seed)}`).toBeLessThanOrEqual(130);
        expect([numbers[0], numbers.at(-1)], `seed ${String(seed)}`).toSatisfy(
          ([first, last]: [number, number]) => first <= top && last >= top + 20,
        );
        top = Math.min(980, Math.max(1, top + Math.round((random() - 0.5) * 36)));
      }
    }
  });

  it('asks for more before its end is the end of what is loaded', () => {
    const timeline = loaded(301, 700, 900);
    const [up, down] = [sight({ nearTop: true }), sight({ nearBottom: true })];
    expect(needsOlder({ from: 340, to: 450 }, up, timeline)).toBe(true);
    expect(needsOlder({ from: 340, to: 450 }, down, timeline)).toBe(false);
    expect(needsOlder({ from: 400, to: 450 }, up, timeline)).toBe(false);
    expect(needsNewer({ from: 600, to: 660 }, down, timeline)).toBe(true);
    expect(needsNewer({ from: 600, to: 660 }, up, timeline)).toBe(false);
    expect(needsOlder({ from: 1, to: 60 }, up, loaded(1, 100))).toBe(false);
    expect(needsNewer({ from: 40, to: Infinity }, down, loaded(1, 100))).toBe(false);
  });
});
