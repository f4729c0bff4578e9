import { expect, it } from 'vitest';
import { carrierOf, scopeOf } from './carrier.ts';
import { requestIdOf } from './request-scope.ts';

it('gives back what was sent along, with a trace and without', () => {
  const traced = { requestId: 'r-1', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
  expect(scopeOf(carrierOf(traced))).toEqual(traced);
  expect(scopeOf(carrierOf({ requestId: 'r-1' }))).toEqual({ requestId: 'r-1', traceparent: undefined });
});

it('takes a plain word for the id of a request, and makes one where something else was given', () => {
  expect(requestIdOf('edge-42.a:b_c')).toBe('edge-42.a:b_c');
  for (const given of [undefined, '', 'two words', 'line\nbreak', '"quoted"', 'x'.repeat(65), ['a']])
    expect(requestIdOf(given)).toMatch(/^[\da-f]{8}-/);
});
