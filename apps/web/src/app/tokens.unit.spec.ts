import { describe, expect, it } from 'vitest';
import tokens from './tokens.css?raw';

/** Red, green and blue from 0 to 255, and how much of it covers what is below. */
type Color = { readonly channels: readonly number[]; readonly opacity: number };

function parseColor(text: string): Color {
  const [, hex] = /^#(\w{6})$/.exec(text) ?? [];
  if (hex !== undefined) return { channels: [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)), opacity: 1 };
  const [red, green, blue, percent] = (text.match(/\d+/g) ?? []).map(Number);
  return { channels: [red ?? NaN, green ?? NaN, blue ?? NaN], opacity: (percent ?? NaN) / 100 };
}

const PALETTE = Object.fromEntries(
  [...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}|rgb\(.+?\)), (#\w{6}|rgb\(.+?\))\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light: parseColor(light), dark: parseColor(dark) }],
  ),
);

function colorOf(name: string, scheme: 'light' | 'dark'): Color {
  const color = PALETTE[name]?.[scheme];
  if (!color) throw new Error(`There is no colour named ${name}.`);
  return color;
}

const over = (top: Color, below: Color): Color => ({
  channels: top.channels.map((value, n) => value * top.opacity + (below.channels[n] ?? NaN) * (1 - top.opacity)),
  opacity: 1,
});

/** As WCAG 2 defines it. */
function luminance({ channels }: Color): number {
  const [red = NaN, green = NaN, blue = NaN] = channels.map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Color, other: Color): number {
  const [dark = NaN, light = NaN] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const COLORED = ['text', 'quiet', 'accent', 'good', 'warning', 'bad'];
/** What is written on what; `hover` and `selected` lie over the surface. */
const PAIRS: readonly (readonly [string, readonly string[]])[] = [
  ['ground', COLORED],
  ['surface', COLORED],
  ['hover', ['text', 'quiet', 'accent']],
  ['selected', ['text', 'quiet', 'accent']],
  ['own', ['text', 'quiet']],
  ['other', ['text', 'quiet', 'accent', 'bad']],
  ['mark', ['text']],
  ['accent', ['on-accent']],
  ['bad', ['on-accent']],
  ['text', ['ground']],
];

describe.each(['light', 'dark'] as const)('the %s colours', (scheme) => {
  it.each(PAIRS.flatMap(([ground, texts]) => texts.map((text) => [text, ground] as const)))(
    '%s on %s can be read by everybody: at least 4.5 : 1',
    (text, ground) => {
      const below = over(colorOf(ground, scheme), colorOf('surface', scheme));
      expect(contrast(colorOf(text, scheme), below)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

it('computes contrast as everybody does', () => {
  expect(contrast(parseColor('#000000'), parseColor('#ffffff'))).toBeCloseTo(21);
  expect(contrast(parseColor('#777777'), parseColor('#ffffff'))).toBeCloseTo(4.48, 2);
});
