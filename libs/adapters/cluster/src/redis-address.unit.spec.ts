import { describe, expect, it } from 'vitest';
import { redisOptions } from './redis-address.ts';

describe('the address of a Redis', () => {
  it.each([
    ['redis://127.0.0.1', { host: '127.0.0.1', port: 6379 }],
    [
      'redis://me:p%40ss@redis.example:7000/3',
      { host: 'redis.example', port: 7000, username: 'me', password: 'p@ss', db: 3 },
    ],
    ['rediss://:secret@[::1]:7000', { host: '::1', port: 7000, password: 'secret', tls: {} }],
  ])('names one server: %s', (address, options) => {
    expect(redisOptions(address)).toEqual(options);
  });

  it.each([
    [
      'redis+sentinel://a:1,b:2,[::1]/maru',
      {
        name: 'maru',
        sentinels: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
          { host: '::1', port: 26379 },
        ],
      },
    ],
    [
      'redis+sentinel://:p%40ss@a/maru/2',
      { name: 'maru', db: 2, password: 'p@ss', sentinels: [{ host: 'a', port: 26379 }] },
    ],
    [
      'redis+sentinel://u:p@a/maru?sentinelUsername=s&sentinelPassword=t%26u',
      { username: 'u', password: 'p', sentinelUsername: 's', sentinelPassword: 't&u' },
    ],
    ['rediss+sentinel://a/maru', { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }],
  ])('names sentinels and the primary that they watch: %s', (address, options) => {
    expect(redisOptions(address)).toMatchObject({ failoverDetector: true, ...options });
  });

  it.each(['http://127.0.0.1', 'redis+sentinel://a:1,b:2', 'redis+sentinel:///maru', '127.0.0.1:6379'])(
    'is not %s',
    (address) => {
      expect(() => redisOptions(address)).toThrow();
    },
  );
});
