import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

describe('settings', () => {
  it('have defaults for everything: an empty environment works, on loopback', () => {
    expect(parseConfig({})).toMatchObject({
      topology: 'embedded',
      host: '127.0.0.1',
      port: 3000,
      hotWindow: 1000,
      locale: 'ko',
    });
  });

  it('are read from the environment; empty ones count as absent, foreign ones are nobody’s business', () => {
    const config = parseConfig({
      MARU_PORT: '0',
      MARU_ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080',
      MARU_LOCALE: '',
      PATH: '/bin',
    });
    expect(config).toMatchObject({
      port: 0,
      allowedOrigins: ['https://a.example', 'http://b.example:8080'],
      locale: 'ko',
    });
  });

  it.each([
    'redis://127.0.0.1:6379/1',
    'rediss://:secret@redis.example',
    'redis+sentinel://a:26379,b:26379,c/maru',
    'rediss+sentinel://:p%40ss@a/maru/1?sentinelPassword=secret',
  ])('name a Redis, or the Sentinels that watch it: %s', (address) => {
    expect(parseConfig({ REDIS_URL: address }).redisUrl).toBe(address);
  });

  it.each(['http://redis', 'redis+sentinel://a:1,b:2', 'redis+cluster://a/maru'])('name no Redis by %s', (address) => {
    expect(() => parseConfig({ REDIS_URL: address })).toThrow('REDIS_URL');
  });

  it('report all their mistakes at once, each by its name', () => {
    const mistakes = () =>
      parseConfig({
        MARU_PORT: '99999',
        MARU_HOT_WINDOW: 'many',
        MARU_PUBLIC_URL: 'https://a.example/chat',
        MARU_LOCALE: 'fr',
      });
    expect(mistakes).toThrow(ConfigError);
    for (const name of ['MARU_PORT', 'MARU_HOT_WINDOW', 'MARU_PUBLIC_URL', 'MARU_LOCALE'])
      expect(mistakes).toThrow(name);
  });
});
