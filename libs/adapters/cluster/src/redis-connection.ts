import { Redis } from 'ioredis';
import { redisOptions, type RedisSettings } from './redis-address.ts';

const CONNECT_TIMEOUT_MS = 3_000;
const LONGEST_RECONNECT_PAUSE_MS = 200;

const reconnectPause = (attempt: number): number => Math.min(attempt * 25, LONGEST_RECONNECT_PAUSE_MS);

export interface RedisConnection {
  readonly redis: Redis;
  /** Nothing comes through it any more. */
  readonly close: () => void;
}

/**
 * A connection to whatever server is the primary, made anew for as long as it is not closed.
 * @param address see `redisOptions`
 * @param options how to deal with commands while it is broken
 */
export function openRedis(address: string, options: RedisSettings, onError: (error: unknown) => void): RedisConnection {
  let closed = false;
  const redis = new Redis({
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: reconnectPause,
    ...redisOptions(address),
    ...options,
  });
  redis.on('error', onError);
  // Whatever the retry strategy says, a failover that meets a connection in the making ends it for good.
  redis.on('end', () => {
    setTimeout(() => {
      // Where it fails, it ends again.
      if (!closed) redis.connect().catch(() => undefined);
    }, LONGEST_RECONNECT_PAUSE_MS);
  });
  return {
    redis,
    close() {
      closed = true;
      redis.disconnect();
    },
  };
}
