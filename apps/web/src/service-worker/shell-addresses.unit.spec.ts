import { describe, expect, it } from 'vitest';
import { hasShell } from './shell-addresses.ts';

describe('what is shown without a connection', () => {
  it.each(['/', '/rooms/01997e0c-2a3b', '/rooms/a/messages/b', '/search', '/embedded'])('%s: the client', (path) => {
    expect(hasShell(path)).toBe(true);
  });

  it.each([
    '/graphql',
    '/graphql/',
    '/voyager',
    '/embed',
    '/embed/rooms/a',
    '/health/live',
    '/metrics',
    '/widget-demo.html',
  ])('%s: nothing', (path) => {
    expect(hasShell(path)).toBe(false);
  });
});
