import { expect, it } from 'vitest';
import { Health } from './health.ts';

it('is ready when every part is', async () => {
  const health = new Health();
  health.add('storage', () => Promise.resolve());
  expect(await health.report()).toEqual({ ready: true, parts: { storage: 'ok' } });
});

it('names the part that is not ready, and why', async () => {
  const health = new Health();
  health.add('storage', () => Promise.reject(new Error('the disk is full')));
  health.add('search', () => Promise.resolve());
  expect(await health.report()).toEqual({ ready: false, parts: { storage: 'the disk is full', search: 'ok' } });
});
