import type { Redis } from 'ioredis';

const ignore = () => {};

type Done = (error: null) => void;

/**
 * The connection as graphql-redis-subscriptions gets it. The library does not expect these commands to fail: what it does not handle would end the
 * process. Here they wait for the connection, for ever if it is closed.
 */
export function unfailing(redis: Redis): Redis {
  const waiting = new Set<() => void>();
  redis.on('ready', () => {
    const all = [...waiting];
    waiting.clear();
    for (const again of all) again();
  });
  const subscribe = (channel: string, done: Done): void => {
    const again = () => subscribe(channel, done);
    redis.subscribe(channel).then(
      () => done(null),
      () => waiting.add(again),
    );
  };
  const commands: Readonly<Record<string, unknown>> = {
    subscribe,
    unsubscribe: (channel: string) => void redis.unsubscribe(channel).catch(ignore),
    // It means patterns with the same name, which nobody subscribes to.
    punsubscribe: ignore,
  };
  return new Proxy(redis, {
    get: (target, name): unknown => {
      if (typeof name === 'string' && name in commands) return commands[name];
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (...args: unknown[]): unknown => Reflect.apply(value, target, args) : value;
    },
  });
}
