import type { RedisOptions } from 'ioredis';

/** Replies are as the library gives them by default. */
export type RedisSettings = Omit<RedisOptions, 'replyMapping'>;

/** `redis+sentinel://[user:password@]host:port[,host:port…]/<name of the primary>[/<database>]`; `rediss+sentinel` with TLS. */
const SENTINELS =
  /^(?<tls>rediss?)\+sentinel:\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^@/?]+)\/(?<name>[^/?]+)(?:\/(?<db>\d+))?(?:\?(?<query>.*))?$/;

const SENTINEL_PORT = 26_379;
const SENTINEL_TIMEOUT_MS = 1_000;
/** A Sentinel that is gone is one of several. The library writes to the standard error output each time. */
const SENTINEL_RECONNECT_MS = 10_000;

/**
 * How to reach a Redis: one server by `redis://…` or `rediss://…`, or whatever server the Sentinels of a `redis+sentinel://…` take for the primary. User and
 * password are those of the servers; those of the Sentinels, where they have any, stand behind it: `?sentinelUsername=…&sentinelPassword=…`.
 * @throws Error where it is none of these
 */
export function redisOptions(address: string): RedisSettings {
  const sentinels = SENTINELS.exec(address)?.groups;
  if (sentinels) return sentinelOptions(sentinels);
  const { protocol, hostname, port, username, password, pathname } = new URL(address);
  if (protocol !== 'redis:' && protocol !== 'rediss:') throw new Error('This is no address of a Redis.');
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 6_379),
    ...credentials(username, password),
    ...(pathname.length > 1 && { db: Number(pathname.slice(1)) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}

function sentinelOptions({ tls, login = '', hosts = '', name = '', db, query }: Record<string, string | undefined>) {
  const { username, password } = new URL(`redis://${login}@sentinels`);
  const parameters = new URLSearchParams(query);
  return {
    name: decodeURIComponent(name),
    sentinels: hosts.split(',').map(sentinelAt),
    ...credentials(username, password),
    ...(db !== undefined && { db: Number(db) }),
    ...(tls === 'rediss' && { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }),
    ...(parameters.has('sentinelUsername') && { sentinelUsername: parameters.get('sentinelUsername') ?? '' }),
    ...(parameters.has('sentinelPassword') && { sentinelPassword: parameters.get('sentinelPassword') ?? '' }),
    // Otherwise a connection stays with a primary that was cut off, for as long as that lives.
    failoverDetector: true,
    sentinelCommandTimeout: SENTINEL_TIMEOUT_MS,
    sentinelReconnectStrategy: () => SENTINEL_RECONNECT_MS,
  };
}

function sentinelAt(host: string) {
  const { hostname, port } = new URL(`redis://${host}`);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || SENTINEL_PORT) };
}

const credentials = (username: string, password: string) => ({
  ...(username && { username: decodeURIComponent(username) }),
  ...(password && { password: decodeURIComponent(password) }),
});
